internal import GRDB
internal import Trefoil

extension Database {
  /// Calls `body` with each document of a selection and its number, one after the other.
  ///
  /// - Returns: The ids that are not there.
  func forEachDocument(
    _ selection: DocumentSelection, _ fields: DeclaredFields,
    _ body: (Int64, IndexedDocument) throws -> Void
  ) throws -> [Identifier] {
    let columns = "SELECT \(IndexedDocument.columns) FROM document"
    switch selection {
    case .all:
      try forEach(
        Row.fetchCursor(self, sql: columns + " ORDER BY number"), body)
    case .matching(let filter):
      let condition = filter.sql(fields: fields.sql)
      try forEach(
        Row.fetchCursor(
          self, sql: columns + " WHERE \(condition.text) ORDER BY number",
          arguments: StatementArguments(condition.arguments)), body)
    case .ids(let ids):
      let statement = try cachedStatement(sql: columns + " WHERE id = ?")
      return try ids.filter { id in
        guard let row = try Row.fetchOne(statement, arguments: [id.text]) else { return true }
        try body(try row.decode(forColumn: "number"), try IndexedDocument(row))
        return false
      }
    }
    return []
  }

  private func forEach(
    _ rows: RowCursor, _ body: (Int64, IndexedDocument) throws -> Void
  ) throws {
    while let row = try rows.next() {
      try body(try row.decode(forColumn: "number"), try IndexedDocument(row))
    }
  }
}
