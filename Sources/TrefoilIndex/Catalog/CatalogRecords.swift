internal import GRDB
internal import Trefoil
internal import TrefoilFiles

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
  /// Takes a row; its name, which becomes a file's, is one that a segment can have.
  ///
  /// - Throws: `RowDecodingError`, `CatalogDamage`.
  init(_ row: Row) throws {
    let tombstones: Data? = try row.decode(forColumn: "tombstones")
    self.init(
      number: try row.decode(forColumn: "number"), name: try row.decode(forColumn: "name"),
      rows: try row.decode(forColumn: "rows"), bytes: try row.decode(forColumn: "bytes"),
      dead: try row.decode(forColumn: "dead"), tombstones: tombstones.map(RowBits.words))
    guard SegmentFormat.isName(name), 0...rows ~= dead else {
      throw CatalogDamage(reason: "its segment \(number) has a name or counts that none can have")
    }
  }
}

extension PassageRecord {
  /// Takes a row whose checksum fits.
  ///
  /// - Throws: `RowDecodingError`, `CatalogDamage`.
  init(_ row: Row) throws {
    let number: Int64 = try row.decode(forColumn: "number")
    let first: Int = try row.decode(forColumn: "first")
    let last: Int = try row.decode(forColumn: "last")
    self.init(
      document: try row.decode(forColumn: "document"), range: first..<max(first, last),
      tokensSeen: try row.decode(forColumn: "tokensSeen"),
      tokensUsed: try row.decode(forColumn: "tokensUsed"))
    guard try row.decode(Int64.self, forColumn: "checksum") == checksum(number) else {
      throw CatalogDamage(reason: "the checksum of passage \(number) does not match")
    }
  }

  /// The checksum of a passage and its number.
  func checksum(_ number: Int64) -> Int64 {
    let numbers = [
      number, document, Int64(range.lowerBound), Int64(range.upperBound), Int64(tokensSeen),
      Int64(tokensUsed),
    ]
    var bytes: [UInt8] = []
    numbers.map { UInt64(bitPattern: $0) }.appendLittleEndian(to: &bytes)
    return Int64(bitPattern: SegmentFormat.checksum(bytes))
  }
}

extension IndexedDocument {
  /// The columns that a document is read from.
  static let columns = "number, id, title, text, metadata, fingerprint"

  /// Takes a row of those columns whose fingerprint fits.
  ///
  /// - Throws: `RowDecodingError`, `CatalogDamage`.
  init(_ row: Row) throws {
    self.init(
      id: Identifier(try row.decode(forColumn: "id")), title: try row.decode(forColumn: "title"),
      text: try row.decode(forColumn: "text"),
      metadata: Metadata(object: try row.decode(forColumn: "metadata")))
    guard try row.decode(Data.self, forColumn: "fingerprint") == Data(fingerprint.bytes) else {
      throw CatalogDamage(reason: "the fingerprint of the document “\(id)” does not match its text")
    }
  }
}
