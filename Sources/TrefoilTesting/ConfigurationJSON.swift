package import Foundation

/// A small `config.json`, with some keys changed, or taken out by nil.
package func configurationJSON(_ changes: [String: Any?] = [:]) throws -> Data {
  var keys: [String: Any] = [
    "model_type": "xlm-roberta", "num_hidden_layers": 2, "hidden_size": 8,
    "num_attention_heads": 2, "intermediate_size": 16, "layer_norm_eps": 1e-5,
    "vocab_size": 16, "max_position_embeddings": 34, "type_vocab_size": 1, "pad_token_id": 1,
    "hidden_act": "gelu", "position_embedding_type": "absolute",
  ]
  for (key, value) in changes { keys[key] = value }
  return try JSONSerialization.data(withJSONObject: keys)
}
