internal import GRDB

/// What of a catalogue fits neither itself nor the segments that are whole.
struct CatalogFindings: Sendable {
  /// A document, by its number and what its row has as its id.
  struct Entry: Equatable, Sendable {
    let number: Int64
    let id: String
  }

  /// The documents of which a passage is in no segment, or has another checksum; in their order.
  var lost: [Entry] = []
  /// The documents whose texts have another fingerprint, in their order.
  var spoiled: [Entry] = []
}

extension Database {
  /// Looks for what is damaged.
  ///
  /// - Parameters: `isKept` says whether a passage is in a segment that is whole.
  func findings(_ isKept: (Int64) -> Bool) throws -> CatalogFindings {
    var owners = Set<Int64>()
    let passages = try Row.fetchCursor(self, sql: "SELECT * FROM passage")
    while let row = try passages.next() {
      let number: Int64 = try row.decode(forColumn: "number")
      if !isKept(number) || (try? PassageRecord(row)) == nil {
        owners.insert(try row.decode(forColumn: "document"))
      }
    }
    var findings = CatalogFindings()
    let documents = try Row.fetchCursor(
      self, sql: "SELECT \(IndexedDocument.columns) FROM document ORDER BY number")
    while let row = try documents.next() {
      let entry = CatalogFindings.Entry(
        number: try row.decode(forColumn: "number"), id: try row.decode(forColumn: "id"))
      if (try? IndexedDocument(row)) == nil {
        findings.spoiled.append(entry)
      } else if owners.contains(entry.number) {
        findings.lost.append(entry)
      }
    }
    return findings
  }

  /// Removes documents, and all passages without a document.
  func drop(_ documents: [CatalogFindings.Entry]) throws {
    for document in documents { _ = try removeDocument(document.number) }
    try execute(
      sql: "DELETE FROM passage WHERE document NOT IN (SELECT number FROM document)")
  }

  /// Sets the number of the last passage, unless it is higher.
  func raiseLastPassage(to number: Int64) throws {
    try execute(
      sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'passage'",
      arguments: [number])
  }
}
