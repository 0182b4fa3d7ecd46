public import TrefoilCore

/// Scores texts by the tokens they share.
public enum LexicalScorer {
  /// Σ over the shared tokens of w₁ · w₂, zero or above; zero when nothing is shared.
  ///
  /// Source: Chen et al. 2024, “M3-Embedding”, section 3.2, s_lex.
  public static func score(_ query: LexicalWeights, _ passage: LexicalWeights) -> Float {
    var (i, j) = (0, 0)
    var sum: Float = 0
    while i < query.count && j < passage.count {
      let (one, other) = (query.tokenIDs[i], passage.tokenIDs[j])
      if one == other {
        sum += query.weights[i] * passage.weights[j]
        i += 1
        j += 1
      } else if one < other {
        i += 1
      } else {
        j += 1
      }
    }
    return sum
  }

  /// The score of each passage, the same bits as `score` gives.
  ///
  /// What depends on the query alone is done once, so a passage costs less than on its own.
  public static func scores(_ query: LexicalWeights, _ passages: [LexicalWeights]) -> [Float] {
    let filter = TokenFilter(query.tokenIDs)
    return passages.map { passage in
      var i = 0
      var sum: Float = 0
      for (j, tokenID) in passage.tokenIDs.enumerated() where filter.mayHold(tokenID) {
        while i < query.count && query.tokenIDs[i] < tokenID { i += 1 }
        guard i < query.count else { break }
        if query.tokenIDs[i] == tokenID { sum += query.weights[i] * passage.weights[j] }
      }
      return sum
    }
  }
}

/// Says of most tokens that are not in a set that they are not, from a table that stays in L1.
private struct TokenFilter {
  private var isUsed: [Bool]
  private let mask: Int

  init(_ tokenIDs: [TokenID]) {
    // 32 places a token let one in 32 of the others pass; 4 KiB at least.
    var size = 4096
    while size < 32 * tokenIDs.count { size *= 2 }
    isUsed = [Bool](repeating: false, count: size)
    mask = size - 1
    for tokenID in tokenIDs { isUsed[Int(tokenID) & mask] = true }
  }

  func mayHold(_ tokenID: TokenID) -> Bool { isUsed[Int(tokenID) & mask] }
}
