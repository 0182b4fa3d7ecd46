/// A word of a command as a POSIX shell would take it.
package enum ShellWord {
  /// Characters beside letters and digits that mean themselves wherever they stand.
  private static let plain = "-_=+./:,@%".unicodeScalars

  /// The word, with quotation marks where it needs them.
  package static func quoted(_ word: String) -> String {
    isPlain(word) ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }

  /// The path of a file as the argument of a command, which must not take it for an option.
  package static func path(_ path: String) -> String {
    quoted(path.hasPrefix("-") ? "./" + path : path)
  }

  /// Text between quotation marks that may have others in it.
  package static func inQuotationMarks(_ text: String) -> String {
    let escaped = text.reduce(into: "") { escaped, character in
      if #"\"$`"#.contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return "\"\(escaped)\""
  }

  private static func isPlain(_ word: String) -> Bool {
    !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || plain.contains($0)
      }
  }
}
