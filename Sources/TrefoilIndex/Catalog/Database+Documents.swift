internal import GRDB
internal import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Database {
  /// The document of an id; nil if there is none.
  func document(_ id: Identifier) throws -> DocumentKey? {
    try Row.fetchOne(
      cachedStatement(sql: "SELECT number, fingerprint FROM document WHERE id = ?"),
      arguments: [id.text]
    ).map {
      DocumentKey(
        number: try $0.decode(forColumn: "number"),
        fingerprint: try $0.decode(forColumn: "fingerprint"))
    }
  }

  /// Adds a document, and gives its number.
  func insert(_ document: IndexedDocument) throws -> Int64 {
    try cachedStatement(
      sql: """
        INSERT INTO document (id, title, text, metadata, fingerprint) VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      document.id.text, document.title, document.text, document.metadata.json,
      Data(document.fingerprint.bytes),
    ])
    return lastInsertedRowID
  }

  /// The number of the next passage, above all that ever were.
  func nextPassageNumber() throws -> Int64 {
    let last = try Int64.fetchOne(
      self, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'passage'")
    guard let last else { return 1 }
    guard 0...Self.largestPassageNumber ~= last else {
      throw CatalogDamage(reason: "the number of its last passage, \(last), is none")
    }
    return last + 1
  }

  /// More passages than any index will ever have had.
  private static let largestPassageNumber: Int64 = 1 << 56

  /// Adds a passage.
  func insert(_ passage: PassageRecord, number: Int64) throws {
    try cachedStatement(
      sql: """
        INSERT INTO passage (number, document, first, last, tokensSeen, tokensUsed, checksum)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      number, passage.document, passage.range.lowerBound, passage.range.upperBound,
      passage.tokensSeen, passage.tokensUsed, passage.checksum(number),
    ])
  }

  /// Removes a document and its passages, and gives the passages' numbers, rising.
  func removeDocument(_ number: Int64) throws -> [Int64] {
    let passages = try removePassages(of: number)
    try cachedStatement(sql: "DELETE FROM document WHERE number = ?").execute(arguments: [number])
    return passages
  }

  /// Removes the passages of a document, and gives their numbers, rising.
  func removePassages(of document: Int64) throws -> [Int64] {
    let passages = try Int64.fetchAll(
      cachedStatement(sql: "SELECT number FROM passage WHERE document = ? ORDER BY number"),
      arguments: [document])
    try cachedStatement(sql: "DELETE FROM passage WHERE document = ?")
      .execute(arguments: [document])
    return passages
  }

  /// The passages of a document with their numbers, in their order.
  func passages(of document: Int64) throws -> [(number: Int64, record: PassageRecord)] {
    try Row.fetchAll(
      cachedStatement(sql: "SELECT * FROM passage WHERE document = ? ORDER BY number"),
      arguments: [document]
    ).map { (try $0.decode(forColumn: "number"), try PassageRecord($0)) }
  }

  /// A passage; nil if it was deleted.
  func passage(_ number: Int64) throws -> PassageRecord? {
    try Row.fetchOne(
      cachedStatement(sql: "SELECT * FROM passage WHERE number = ?"), arguments: [number]
    ).map { try PassageRecord($0) }
  }

  /// A document by its number; nil if it was deleted.
  func document(number: Int64) throws -> IndexedDocument? {
    try Row.fetchOne(
      cachedStatement(
        sql: "SELECT \(IndexedDocument.columns) FROM document WHERE number = ?"),
      arguments: [number]
    ).map { try IndexedDocument($0) }
  }
}
