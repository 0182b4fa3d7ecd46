import GRDB
import TrefoilIndex

/// Documents in a table as an index has them, for a filter's SQL.
struct FilterDatabase {
  private let queue: DatabaseQueue

  /// Makes the table.
  init(_ documents: [FilterDocument]) throws {
    queue = try DatabaseQueue()
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE document (id TEXT NOT NULL, title TEXT NOT NULL, metadata TEXT NOT NULL) STRICT
          """)
      for document in documents {
        try database.execute(
          sql: "INSERT INTO document VALUES (?, ?, ?)",
          arguments: [document.id, document.title, document.json])
      }
    }
  }

  /// The ids of the documents that a filter's SQL finds, in their order.
  func ids(_ filter: Filter) throws -> [String] {
    let (text, values) = filter.sql()
    let arguments = StatementArguments(
      values.map { value -> (any DatabaseValueConvertible)? in
        switch value {
        case .integer(let number): number
        case .real(let number): number
        case .text(let text): text
        }
      })
    return try queue.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT id, \(text) AS isWanted FROM document ORDER BY rowid",
        arguments: arguments)
      return try rows.compactMap { row -> String? in
        let isWanted: Bool? = row["isWanted"]
        guard let isWanted else { throw NoAnswer() }
        return isWanted ? row["id"] : nil
      }
    }
  }

  /// A condition that is neither true nor false of a document.
  struct NoAnswer: Error {}
}
