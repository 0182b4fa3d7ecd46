package import TrefoilErrors
package import TrefoilIndex

/// Why what is chosen of a data set can't be evaluated.
package enum SelectionError: TrefoilError {
  /// No judged query is left.
  case noQuery
  /// No passage is left.
  case noPassage
  /// No text of a kind has a key in its metadata; `found` are the keys that there are.
  case unknownKey(String, kind: String, found: [String])
  /// No system has a name; `found` are those that there are.
  case unknownSystem(String, found: [String])

  /// Throws `unknownKey` if no text has a key.
  package static func check(
    _ key: String, of texts: [Document], kind: String
  ) throws(SelectionError) {
    guard !texts.contains(where: { $0.metadata[key] != nil }) else { return }
    let found = Set(texts.flatMap(\.metadata.keys)).sorted()
    throw .unknownKey(key, kind: kind, found: found)
  }
}

extension SelectionError {
  /// Whose turn it is.
  package var kind: ErrorKind { .badData }

  /// What is wrong, and what to do.
  package var description: String {
    switch self {
    case .noQuery:
      "No judged query is left; loosen --queries and --passages, or choose another --split."
    case .noPassage:
      "No passage is left; loosen --passages."
    case .unknownKey(let key, let kind, let found):
      found.isEmpty
        ? "No \(kind) has metadata, so none has “\(key)”; leave out the option that names it."
        : "No \(kind) has “\(key)” in its metadata; choose one of"
          + " \(found.joined(separator: ", "))."
    case .unknownSystem(let name, let found):
      "There is no “\(name)” to compare; choose among \(found.joined(separator: ", "))."
    }
  }
}
