/// A piece of a page that reads the same as HTML and as XML.
package enum Markup: Sendable {
  case text(String)
  case element(String, [(String, String)], [Markup])
  /// Markup as it is, such as a script; it never comes from a user.
  case verbatim(StaticString)

  /// An element whose content is a text.
  package static func element(
    _ name: String, _ attributes: [(String, String)] = [], _ text: String
  ) -> Markup {
    .element(name, attributes, [.text(text)])
  }

  /// An element that has no end tag in HTML.
  private static let void: Set = ["br", "meta"]

  /// The piece as text, in which nothing that a data set says is a tag, an entity or a script.
  package var html: String {
    var html = ""
    write(to: &html)
    return html
  }

  private func write(to html: inout String) {
    switch self {
    case .text(let text):
      Self.escape(text, to: &html)
    case .verbatim(let markup):
      html += markup.description
    case .element(let name, let attributes, let children):
      html += "<" + name
      for (attribute, value) in attributes {
        html += " " + attribute + "=\""
        Self.escape(value, to: &html)
        html += "\""
      }
      guard !Self.void.contains(name) else {
        html += "/>"
        return
      }
      html += ">"
      for child in children { child.write(to: &html) }
      html += "</" + name + ">"
    }
  }

  private static func escape(_ text: String, to html: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "&": html += "&amp;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      case "\t", "\n": html.unicodeScalars.append(scalar)
      // What XML 1.0 or HTML does not allow, and the carriage return, which both would change.
      case _ where scalar.properties.generalCategory == .control,
        _ where scalar.properties.isNoncharacterCodePoint:
        html += "\u{fffd}"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }
}
