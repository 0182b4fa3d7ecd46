/// A path into JSON as SQLite can follow it: by paths as far as names are plain, and by a look at
/// each member where a name is not.
///
/// In a path of SQLite before 3.45 a name is compared with the JSON as it is written, so that a name
/// with a quotation mark has no path, and “é” is not found if it was written as `\u00e9`.
struct MemberChain {
  /// The members of an object, of which one is taken by its name.
  struct Source {
    /// The path to the object, from the member that was taken before; nil if it is that itself.
    let path: String?
    /// The member's name.
    let key: String
  }

  /// The members to take, one within the other.
  let sources: [Source]
  /// The path from the last member, or from the metadata, to the value; nil if it is that itself.
  let rest: String?

  /// Divides a path.
  init(_ field: FieldPath) {
    var sources: [Source] = []
    var path: String?
    for name in field.names {
      if Self.isPlain(name) {
        path = (path ?? "$") + ".\"\(name)\""
      } else {
        sources.append(Source(path: path, key: name))
        path = nil
      }
    }
    self.sources = sources
    rest = path
  }

  /// The name of a source in SQL.
  static func name(_ source: Int) -> SQLFragment {
    // Digits alone, whatever the user wrote.
    SQLFragment(stringLiteral: "member\(source)")
  }

  /// Selects something of the last member.
  func select(_ result: SQLFragment) -> SQLFragment {
    var tables: [SQLFragment] = []
    var conditions: [SQLFragment] = []
    for (index, source) in sources.enumerated() {
      let before = Self.name(index - 1)
      // The members of what is no object are none: NULL has no rows, and a text need not be JSON.
      let object: SQLFragment =
        index == 0
        ? "document.metadata" : "case when \(before).type = 'object' then \(before).value end"
      let path: SQLFragment = source.path.map { ", \(bind: .text($0))" } ?? ""
      tables.append("json_each(\(object)\(path)) as \(Self.name(index))")
      conditions.append("\(Self.name(index)).key = \(bind: .text(source.key))")
    }
    return """
      (select \(result) from \(SQLFragment(joining: tables, by: ", ")) \
      where \(SQLFragment(joining: conditions, by: " and ")))
      """
  }

  /// Whether a name is written in JSON and in a path as it is: visible ASCII without what some
  /// writers of JSON escape.
  private static func isPlain(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        0x20...0x7E ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
          && byte != UInt8(ascii: "/")
      }
  }
}
