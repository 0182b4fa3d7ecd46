/// Some of the rows `0..<rows`, a bit for each.
///
/// Row *r* is bit `r % 64` of word `r / 64`; bits behind the last row are zero.
package struct RowSet: Equatable, Sendable {
  /// The rows of which these are some.
  package let rows: Int
  /// The bits, `(rows + 63) / 64` words.
  package private(set) var words: [UInt64]

  /// Makes an empty set.
  package init(rows: Int) {
    precondition(rows >= 0, "\(rows) rows")
    self.rows = rows
    words = [UInt64](repeating: 0, count: (rows + 63) / 64)
  }

  /// Makes the set of all rows.
  package init(allOf rows: Int) {
    self.init(rows: rows)
    for word in words.indices { words[word] = .max }
    clearBehindLast()
  }

  /// Takes words as they are; bits behind the last row are dropped.
  package init(words: [UInt64], rows: Int) {
    precondition(words.count == (rows + 63) / 64, "\(words.count) words for \(rows) rows")
    self.rows = rows
    self.words = words
    clearBehindLast()
  }

  /// The number of rows in the set.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether no row is in the set.
  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Whether a row, of `0..<rows`, is in the set.
  package func contains(_ row: Int) -> Bool {
    check(row)
    return words[row / 64] >> UInt64(row % 64) & 1 == 1
  }

  /// Adds a row.
  package mutating func insert(_ row: Int) {
    check(row)
    words[row / 64] |= 1 << UInt64(row % 64)
  }

  /// Takes a row away.
  package mutating func remove(_ row: Int) {
    check(row)
    words[row / 64] &= ~(1 << UInt64(row % 64))
  }

  /// Keeps the rows that are in another set of as many rows, too.
  package mutating func formIntersection(_ other: RowSet) {
    precondition(other.rows == rows, "a set of \(other.rows) rows with one of \(rows)")
    for word in words.indices { words[word] &= other.words[word] }
  }

  private func check(_ row: Int) {
    precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
  }

  private mutating func clearBehindLast() {
    if !rows.isMultiple(of: 64) { words[words.count - 1] &= 1 << UInt64(rows % 64) - 1 }
  }
}
