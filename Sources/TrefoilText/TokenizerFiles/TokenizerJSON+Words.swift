internal import TrefoilFiles

extension TokenizerJSON {
  /// How the file divides text into words.
  ///
  /// - Throws: `TokenizerError.unsupported` for a component that is not known, by its name.
  func wordRules() throws(TokenizerError) -> WordRules {
    guard let component = component("pre_tokenizer") else {
      throw unsupportedWords("null")
    }
    let parts = try preTokenizers(of: component)
    switch parts.map(\.type) {
    case ["Metaspace"]:
      return WordRules(
        splitsAtWhiteSpace: false, joinsSpaces: false, mark: try mark(of: parts[0].content))
    case ["WhitespaceSplit", "Metaspace"]:
      return WordRules(
        splitsAtWhiteSpace: true, joinsSpaces: true, mark: try mark(of: parts[1].content))
    default:
      throw unsupportedWords(parts.map(\.type).joined(separator: ", "))
    }
  }

  private func unsupportedWords(_ found: String) -> TokenizerError {
    .unsupported(
      file: reader.path, key: "pre_tokenizer", found: found,
      supported: "Metaspace, alone or after WhitespaceSplit")
  }

  private func preTokenizers(
    of component: JSONContent
  ) throws(TokenizerError) -> [(type: String, content: JSONContent)] {
    let type = try checkedType(component, of: "pre_tokenizer", TokenizerFileKeys.preTokenizers)
    guard type == "Sequence" else { return [(type, component)] }
    var all: [(type: String, content: JSONContent)] = []
    for part in component["pretokenizers"]?.array ?? [] { all += try preTokenizers(of: part) }
    return all
  }

  private func mark(of metaspace: JSONContent) throws(TokenizerError) -> WordRules.Mark {
    let addsSpace = metaspace["add_prefix_space"]?.bool ?? true
    switch metaspace["prepend_scheme"] {
    case nil, .null: return addsSpace ? .always : .never
    case "always": return .always
    case "first": return .first
    case "never": return .never
    case .some(let scheme):
      throw .unsupported(
        file: reader.path, key: "pre_tokenizer.Metaspace.prepend_scheme",
        found: scheme.description, supported: "always, first and never")
    }
  }
}
