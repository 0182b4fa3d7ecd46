/// The fields of metadata that have an index in the catalogue, so that a filter looks their values up
/// instead of reading every document's metadata.
///
/// Each is a pair of generated columns of `document`: the value as `json_extract` gives it, and its
/// type as `json_type` does.
struct DeclaredFields: Sendable {
  private let fields: [(path: FieldPath, sourcePath: String)]

  /// Reads the names of fields as filters have them, such as `year` or `author.name`.
  ///
  /// - Throws: `IndexError.unfitField` for what is no name of a field of metadata, or one that JSON may
  ///   write in several ways.
  init(_ names: [String]) throws(IndexError) {
    fields = try names.map { name throws(IndexError) in
      guard case .condition(let condition)? = try? FilterParser.expression("\(name) is null"),
        condition.test == .null, condition.field.names != ["id"], condition.field.names != ["title"]
      else { throw .unfitField(name: name) }
      let chain = MemberChain(condition.field)
      guard chain.sources.isEmpty, let path = chain.rest else { throw .unfitField(name: name) }
      return (condition.field, path)
    }
  }

  /// The names of the fields, as filters have them.
  var names: [String] { fields.map(\.path.description) }

  /// The SQL of a field: its columns if it is declared, else that of any field.
  func sql(_ field: FieldPath) -> FieldSQL {
    guard let number = fields.firstIndex(where: { $0.path == field }) else {
      return FieldSQL.of(field)
    }
    // Digits alone, whatever the user wrote.
    return FieldSQL(
      type: SQLFragment(stringLiteral: "document.type\(number)"),
      value: SQLFragment(stringLiteral: "document.value\(number)"))
  }

  /// The statements that add the columns and their indexes to the table of documents.
  var schema: String {
    fields.enumerated().map { number, field in
      let path =
        "'"
        + field.sourcePath.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
      return """
        ALTER TABLE document ADD COLUMN type\(number) ANY
          GENERATED ALWAYS AS (json_type(metadata, \(path))) VIRTUAL;
        ALTER TABLE document ADD COLUMN value\(number) ANY
          GENERATED ALWAYS AS (json_extract(metadata, \(path))) VIRTUAL;
        CREATE INDEX documentByField\(number) ON document (value\(number), type\(number));
        """
    }.joined(separator: "\n")
  }
}
