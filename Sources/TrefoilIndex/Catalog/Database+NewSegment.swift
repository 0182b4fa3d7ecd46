internal import GRDB

extension Database {
  /// Adds the passages of a document, whose rows stand in a segment from a place on.
  func insertPassages(
    _ ranges: [Range<Int>], of document: Int64, from place: Int, _ segment: NewSegment
  ) throws {
    for (index, range) in ranges.enumerated() {
      let counts = segment.tokenCounts[place + index]
      try insert(
        PassageRecord(
          document: document, range: range, tokensSeen: counts.seen, tokensUsed: counts.used),
        number: segment.firstPassage + Int64(place + index))
    }
  }

  /// Adds a segment to the list, if it has rows.
  func insert(_ segment: NewSegment) throws {
    guard segment.rows > 0 else { return }
    try insertSegment(name: segment.name, rows: segment.rows, bytes: segment.bytes)
  }
}
