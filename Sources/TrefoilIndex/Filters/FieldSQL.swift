/// The SQL of a field's value.
///
/// This is where a field that is declared, and has an index, gets SQL of its own.
package struct FieldSQL: Sendable {
  /// The type of the value as `json_type` names it, or NULL; nil for a column that is a text always.
  package let type: SQLFragment?
  /// The value as `json_extract` gives it.
  package let value: SQLFragment

  /// Puts the SQL of a field together.
  package init(type: SQLFragment?, value: SQLFragment) {
    self.type = type
    self.value = value
  }

  /// The SQL of any field: `id` and `title` are columns of `document`, and all others are in the
  /// JSON object `document.metadata`.
  package static func of(_ field: FieldPath) -> FieldSQL {
    switch field.names {
    case ["id"]: FieldSQL(type: nil, value: "document.id")
    case ["title"]: FieldSQL(type: nil, value: "document.title")
    default: metadata(field)
    }
  }

  /// The SQL of a field of the metadata.
  private static func metadata(_ field: FieldPath) -> FieldSQL {
    let chain = MemberChain(field)
    guard let last = chain.sources.indices.last else {
      let path = chain.rest.map(FilterValue.text) ?? .text("$")
      return FieldSQL(
        type: "json_type(document.metadata, \(bind: path))",
        value: "json_extract(document.metadata, \(bind: path))")
    }
    let member = MemberChain.name(last)
    guard let rest = chain.rest.map(FilterValue.text) else {
      return FieldSQL(
        type: chain.select("\(member).type"), value: chain.select("\(member).value"))
    }
    let object: SQLFragment = "case when \(member).type = 'object' then \(member).value end"
    return FieldSQL(
      type: chain.select("json_type(\(object), \(bind: rest))"),
      value: chain.select("json_extract(\(object), \(bind: rest))"))
  }
}
