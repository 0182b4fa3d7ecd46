internal import GRDB

extension Database {
  /// The most faults of one kind that are named.
  private static let mostNamed = 20

  /// What is wrong with the catalogue: what SQLite finds in its pages, and the rows whose checksums
  /// don't match.
  func faults() throws -> [String] {
    let limit = Self.mostNamed
    var faults = try String.fetchAll(self, sql: "PRAGMA integrity_check(\(limit))")
      .filter { $0 != "ok" }.map { "The catalogue is damaged: \($0)." }
    _ = (try configuration(), try generation(), try mark())
    let lone = try Int.fetchOne(
      self,
      sql: """
        SELECT COUNT(*) FROM passage
        WHERE document NOT IN (SELECT number FROM document)
        """)
    if let lone, lone > 0 { faults.append("\(lone) passages of the catalogue have no document.") }
    for (sql, check) in [
      ("SELECT * FROM passage", { (row: Row) in _ = try PassageRecord(row) }),
      (
        "SELECT \(IndexedDocument.columns) FROM document",
        { (row: Row) in _ = try IndexedDocument(row) }
      ),
    ] {
      var found = 0
      let rows = try Row.fetchCursor(self, sql: sql)
      while found < limit, let row = try rows.next() {
        do {
          try check(row)
        } catch let damage as CatalogDamage {
          faults.append("The catalogue is damaged: \(damage.reason).")
          found += 1
        }
      }
    }
    if faults.isEmpty, try counts() != recounted() {
      faults.append(
        "The catalogue has other numbers of documents, passages or tokens than it counts.")
    }
    return faults
  }
}
