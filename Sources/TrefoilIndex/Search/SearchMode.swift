public import Trefoil

/// Which of the three scores put passages in order.
public enum SearchMode: String, CaseIterable, Codable, Sendable {
  /// The dense score alone.
  case dense
  /// The lexical score alone.
  case sparse
  /// Late interaction alone, of the candidates that the other two find.
  case colbert
  /// The weighted mean of the dense and the lexical score.
  case sparseAndDense = "sparse+dense"
  /// The weighted mean of all scores that the index keeps.
  case hybrid

  /// The representations whose scores count.
  public var outputs: EmbeddingOutputs {
    switch self {
    case .dense: .dense
    case .sparse: .sparse
    case .colbert: .colbert
    case .sparseAndDense: [.dense, .sparse]
    case .hybrid: .all
    }
  }
}
