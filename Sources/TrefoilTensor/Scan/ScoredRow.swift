/// A row of an index and its score.
package struct ScoredRow: Equatable, Sendable {
  /// Which row, from zero on.
  package let row: Int
  /// Its score, which is finite.
  package let score: Float

  /// Pairs a row with its score.
  package init(row: Int, score: Float) {
    self.row = row
    self.score = score
  }

  /// Whether it comes before another: a higher score, or the lower row where both have the same.
  package func precedes(_ other: ScoredRow) -> Bool {
    score > other.score || (score == other.score && row < other.row)
  }
}
