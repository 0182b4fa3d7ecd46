/// The scores of one query and passage, by name; nil for one that was not computed.
public struct ScoreBreakdown: Equatable, Sendable {
  /// The cosine of the dense vectors, in `-1...1`.
  public let dense: Float?
  /// The lexical score, zero or above.
  public let sparse: Float?
  /// The late-interaction score, in `-1...1`.
  public let colbert: Float?

  /// Puts a pair's scores together.
  public init(dense: Float? = nil, sparse: Float? = nil, colbert: Float? = nil) {
    self.dense = dense
    self.sparse = sparse
    self.colbert = colbert
  }
}
