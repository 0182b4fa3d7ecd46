extension EncoderConfiguration {
  /// Every tensor of the backbone that the encoder reads, by Hugging Face's names.
  var tensorShapes: [(name: String, shape: [Int])] {
    var tensors: [(name: String, shape: [Int])] = [
      ("embeddings.word_embeddings.weight", [vocabularySize, hidden]),
      ("embeddings.position_embeddings.weight", [maxPositions, hidden]),
      ("embeddings.token_type_embeddings.weight", [typeVocabulary, hidden]),
      ("embeddings.LayerNorm.weight", [hidden]),
      ("embeddings.LayerNorm.bias", [hidden]),
    ]
    for layer in 0..<layers {
      for (name, shape) in [
        ("attention.self.query", [hidden, hidden]), ("attention.self.key", [hidden, hidden]),
        ("attention.self.value", [hidden, hidden]),
        ("attention.output.dense", [hidden, hidden]), ("attention.output.LayerNorm", [hidden]),
        ("intermediate.dense", [feedForward, hidden]), ("output.dense", [hidden, feedForward]),
        ("output.LayerNorm", [hidden]),
      ] {
        tensors.append(("encoder.layer.\(layer).\(name).weight", shape))
        tensors.append(("encoder.layer.\(layer).\(name).bias", [shape[0]]))
      }
    }
    return tensors
  }
}
