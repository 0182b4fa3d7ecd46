/// The name of a field: one name, or several that lead into nested metadata.
package struct FieldPath: Equatable, Sendable {
  /// The names from the outermost on; one or more, each of them may be empty.
  package let names: [String]

  /// Puts a path together.
  package init(_ names: [String]) {
    precondition(!names.isEmpty, "0 names")
    self.names = names
  }

  /// Whether both have the same names, byte by byte.
  package static func == (one: FieldPath, other: FieldPath) -> Bool {
    one.names.elementsEqual(other.names) { $0.utf8.elementsEqual($1.utf8) }
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path as a filter has it.
  package var description: String {
    names.map { name in
      var rest = name.unicodeScalars[...]
      let isPlain =
        rest.popFirst().map(FilterLexer.beginsName) == true
        && rest.allSatisfy(FilterLexer.continuesName) && FilterKeyword(name) == nil
      return isPlain
        ? name
        : "\""
          + name.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
    }.joined(separator: ".")
  }
}
