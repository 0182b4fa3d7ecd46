/// What becomes of each key of one of a model's files.
///
/// A file's table is the one place that says so. Whoever reads the file checks the keys that it has
/// against the table, so that nothing that changes a vector is passed over without a word.
package struct KeyRules: Sendable {
  /// What becomes of a key.
  package enum Rule: Equatable, Sendable {
    /// Vectors depend on it, and its value is followed.
    case applied
    /// Vectors would depend on it. Any value is refused but null and these, which ask for nothing.
    case refused(unless: [JSONContent])
    /// No vector depends on it.
    case harmless
  }

  /// The file's name, as the documentation says it.
  package let file: String
  /// Each known key's rule.
  package let rules: [String: Rule]

  /// Lists a file's keys, each of them once.
  package init(
    file: String, applied: [String] = [], refused: [String: [JSONContent]] = [:],
    harmless: [String] = []
  ) {
    self.file = file
    let all =
      applied.map { ($0, Rule.applied) } + refused.map { ($0, Rule.refused(unless: $1)) }
      + harmless.map { ($0, Rule.harmless) }
    rules = Dictionary(all) { _, _ in preconditionFailure("a key of \(file) is listed twice") }
  }

  /// Checks a file's keys.
  ///
  /// - Returns: The keys that the table does not list, sorted. What they do is not known, so a
  ///   caller warns about them or refuses the file.
  /// - Throws: `KeyFault` for the first key, in the order of the alphabet, that is refused.
  package func check(_ content: [String: JSONContent]) throws(KeyFault) -> [String] {
    for (key, value) in content.sorted(by: { $0.key < $1.key }) {
      guard case .refused(let allowed) = rules[key] else { continue }
      guard value == .null || allowed.contains(value) else {
        throw KeyFault(key: key, found: value, allowed: allowed)
      }
    }
    return unlisted(in: content)
  }

  /// The keys of a file that the table does not list, sorted.
  package func unlisted(in content: [String: JSONContent]) -> [String] {
    content.keys.filter { rules[$0] == nil }.sorted()
  }
}
