/// Writes HTML that is well-formed XML too; every text and attribute is escaped.
package struct HTMLText: Sendable {
  /// What is written so far.
  package private(set) var markup = ""

  /// Makes an empty text.
  package init() {}

  /// Writes an element with what `body` writes into it.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ body: (inout HTMLText) -> Void
  ) {
    markup += "<\(name)"
    for (name, value) in attributes { markup += " \(name)=\"\(Self.escaped(value))\"" }
    markup += ">"
    body(&self)
    markup += "</\(name)>"
  }

  /// Writes an element without attributes.
  package mutating func element(_ name: String, _ body: (inout HTMLText) -> Void) {
    element(name, [:], body)
  }

  /// Writes an element that holds a text.
  package mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element without attributes that holds a text.
  package mutating func element(_ name: String, _ text: String) {
    element(name, [:], text)
  }

  /// Writes a text.
  package mutating func text(_ text: String) {
    markup += Self.escaped(text)
  }

  /// Writes markup as it is; it never comes from a user.
  package mutating func verbatim(_ markup: StaticString) {
    self.markup += markup.description
  }

  /// A text without signs that mean something in HTML, and without characters that it can't hold.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n", "\t": escaped.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .control,
        _ where scalar.properties.isNoncharacterCodePoint:
        escaped.unicodeScalars.append("\u{FFFD}")
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
