public import TrefoilScoring

/// What puts passages in order for a query.
///
/// `Reranker` does it by a weighted mean of three scores of two texts that are encoded apart; a
/// cross-encoder would read both together.
public protocol PassageRanker: Sendable {
  /// Ranks passages for a query, best first; ties keep the passages' order.
  ///
  /// - Parameters: `top` keeps that many of the best, all if nil; `progress` is called now and then,
  ///   from any thread.
  func rank(
    _ query: String, _ passages: [String], top: Int?,
    progress: (@Sendable (EncodeProgress) -> Void)?
  ) async throws -> Ranking
}

extension PassageRanker {
  /// Ranks all passages for a query, best first; ties keep the passages' order.
  public func rank(_ query: String, _ passages: [String]) async throws -> Ranking {
    try await rank(query, passages, top: nil, progress: nil)
  }
}
