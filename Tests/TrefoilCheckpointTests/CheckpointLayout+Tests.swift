import TrefoilCheckpoint

extension CheckpointLayout {
  /// How the tests' models are laid out: as Hugging Face and FlagEmbedding publish BGE-M3.
  static let ofTests = CheckpointLayout(
    roots: ["embeddings.", "encoder."], heads: ["sparse_linear", "colbert_linear"])
}
