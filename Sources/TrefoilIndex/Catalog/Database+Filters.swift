internal import GRDB

extension Database {
  /// The numbers of the passages of the documents that a filter lets through, rising.
  func passages(_ filter: Filter, _ fields: DeclaredFields) throws -> [Int64] {
    let condition = filter.sql(fields: fields.sql)
    return try Int64.fetchAll(
      self,
      sql: """
        SELECT passage.number FROM passage JOIN document ON document.number = passage.document
        WHERE \(condition.text) ORDER BY passage.number
        """, arguments: StatementArguments(condition.arguments))
  }

  /// The ids of the documents that a filter lets through, in the order in which they were added.
  func documents(_ filter: Filter, _ fields: DeclaredFields) throws -> [String] {
    let condition = filter.sql(fields: fields.sql)
    return try String.fetchAll(
      self, sql: "SELECT id FROM document WHERE \(condition.text) ORDER BY number",
      arguments: StatementArguments(condition.arguments))
  }
}

extension StatementArguments {
  init(_ values: [FilterValue]) {
    self.init(values.map(\.databaseValue))
  }
}

extension FilterValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .integer(let value): value.databaseValue
    case .real(let value): value.databaseValue
    case .text(let value): value.databaseValue
    }
  }
}
