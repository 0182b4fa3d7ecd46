/// One of the three scores of a query and a passage, and of the three embeddings behind them.
public enum ScoreKind: String, CaseIterable, Codable, Sendable {
  /// The cosine of the dense vectors.
  case dense
  /// Lexical matching: the tokens that both texts share.
  case sparse
  /// Late interaction of the token vectors.
  case colbert

  /// The output of the encoder that the score needs.
  public var output: EmbeddingOutputs {
    switch self {
    case .dense: .dense
    case .sparse: .sparse
    case .colbert: .colbert
    }
  }
}
