extension EncoderFamily {
  /// BERT: positions count from zero.
  public static let bert = EncoderFamily(
    name: "bert", modelTypes: ["bert"], positions: .fromZero, tensors: .bert)
}

extension EncoderTensorNames {
  /// Hugging Face's names for BERT's tensors, which RoBERTa and its kin have too.
  package static let bert = EncoderTensorNames(
    roots: ["embeddings.", "encoder.layer."],
    wordEmbeddings: "embeddings.word_embeddings",
    positionEmbeddings: "embeddings.position_embeddings",
    typeEmbeddings: "embeddings.token_type_embeddings",
    embeddingNorm: "embeddings.LayerNorm",
    layers: "encoder.layer",
    query: "attention.self.query",
    key: "attention.self.key",
    value: "attention.self.value",
    attentionOutput: "attention.output.dense",
    attentionNorm: "attention.output.LayerNorm",
    intermediate: "intermediate.dense",
    output: "output.dense",
    outputNorm: "output.LayerNorm")
}
