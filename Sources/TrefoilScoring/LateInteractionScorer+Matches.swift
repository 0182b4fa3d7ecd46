public import TrefoilCore
internal import TrefoilTensor

extension LateInteractionScorer {
  /// Which passage row each query row matches best: what `maxSim` takes the mean of.
  ///
  /// A product that is not a number is nobody's best. The mean of the similarities is `maxSim`'s
  /// score but for the order in which the products' terms are summed, 1e-5 at most for unit rows.
  ///
  /// - Parameters: unit rows, `[queryTokens, dimension]` and `[passageTokens, dimension]`; a
  ///   difference in dimension is a caller's bug.
  /// - Returns: A match a query row, in their order; none if the passage has no row.
  public static func matches(_ query: TokenVectors, _ passage: TokenVectors) -> [TokenMatch] {
    precondition(
      query.dimension == passage.dimension,
      "query rows of \(query.dimension), passage rows of \(passage.dimension)")
    guard passage.count > 0 else { return [] }
    let candidates = (0..<passage.count).map { Array(passage[$0]) }
    return (0..<query.count).map { best(for: Array(query[$0]), among: candidates) }
  }

  private static func best(for row: [Float], among candidates: [[Float]]) -> TokenMatch {
    var best = TokenMatch(passageRow: 0, similarity: -.infinity)
    for (index, candidate) in candidates.enumerated() {
      let similarity = innerProduct(row, candidate)
      guard similarity > best.similarity else { continue }
      best = TokenMatch(passageRow: index, similarity: similarity)
    }
    return best
  }
}
