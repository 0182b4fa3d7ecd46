internal import GRDB

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A segment as the catalogue has it.
struct SegmentRecord: Equatable, Sendable {
  /// Its number, which rises with each commit.
  let number: Int64
  /// The name of its file, without the ending.
  let name: String
  /// The rows of its file.
  let rows: Int
  /// The bytes of its file.
  let bytes: Int
  /// The rows that were deleted or replaced.
  let dead: Int
  /// A bit for each dead row, the lowest first; nil if none is.
  let tombstones: [UInt64]?
}

/// A document as the catalogue has it, without its text.
struct DocumentKey: Equatable, Sendable {
  let number: Int64
  let fingerprint: Data
}

/// A passage as the catalogue has it.
struct PassageRecord: Equatable, Sendable {
  /// The number of its document.
  let document: Int64
  /// The bytes of the document's text that it covers, in UTF-8.
  let range: Range<Int>
  let tokensSeen: Int
  let tokensUsed: Int
}

extension SegmentRecord {
  init(_ row: Row) {
    self.init(
      number: row["number"], name: row["name"], rows: row["rows"], bytes: row["bytes"],
      dead: row["dead"], tombstones: (row["tombstones"] as Data?).map(RowBits.words))
  }
}

extension PassageRecord {
  init(_ row: Row) {
    let (first, last): (Int, Int) = (row["first"], row["last"])
    self.init(
      document: row["document"], range: first..<max(first, last), tokensSeen: row["tokensSeen"],
      tokensUsed: row["tokensUsed"])
  }
}
