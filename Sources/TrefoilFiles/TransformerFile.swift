/// The file of sentence-transformers' Transformer module, in the encoder's folder, of which both a
/// tokenizer and an encoder take settings.
package enum TransformerFile {
  /// Its name, and those that older versions gave it; the first that is there is read.
  package static let names = [
    "sentence_bert_config.json", "sentence_roberta_config.json", "sentence_distilbert_config.json",
    "sentence_camembert_config.json", "sentence_albert_config.json",
    "sentence_xlm-roberta_config.json", "sentence_xlnet_config.json",
  ]
}
