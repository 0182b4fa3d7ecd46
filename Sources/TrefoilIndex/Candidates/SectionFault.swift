/// Why the bytes of a section are not used: they are damaged, or of another kind.
package enum SectionFault: Error, Equatable, Sendable {
  /// What the bytes should have been.
  package enum Section: String, Sendable {
    /// Lexical weights in the order of the rows.
    case rows = "lexical rows"
    /// Lexical weights in the order of the tokens.
    case postings = "lexical postings"
  }

  /// They do not end as such a section does, or are of another version.
  case foreign(Section)
  /// The counts in its last bytes do not fit the number of its bytes.
  case length(Section, bytes: Int)
  /// What stands at a place, counted in bytes from the section's start, contradicts the rest.
  case damaged(Section, at: Int)
  /// The postings are those of another number of rows.
  case rowCounts(rows: Int, postings: Int)
}

extension SectionFault: CustomStringConvertible {
  /// What is wrong.
  package var description: String {
    switch self {
    case .foreign(let section):
      "its \(section.rawValue) do not end as this version writes them"
    case .length(let section, let bytes):
      "its \(section.rawValue) state another length than their \(bytes) bytes"
    case .damaged(let section, let place):
      "its \(section.rawValue) contradict themselves at byte \(place)"
    case .rowCounts(let rows, let postings):
      "it has the lexical weights of \(rows) rows, but postings of \(postings)"
    }
  }
}
