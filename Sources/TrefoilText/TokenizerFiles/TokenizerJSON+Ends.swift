internal import TrefoilCore
internal import TrefoilFiles

/// What the post-processor of a tokenizer puts around texts.
struct TextEnds: Equatable, Sendable {
  /// The first token's id.
  let begin: TokenID
  /// The last token's id.
  let end: TokenID
  /// How often the last token stands between the two texts of a pair.
  let endsBetween: Int
}

extension TokenizerJSON {
  /// The tokens around a text.
  ///
  /// - Throws: `TokenizerError.unsupported` unless it is one token on each side.
  func ends() throws(TokenizerError) -> TextEnds {
    guard let component = component("post_processor") else {
      throw unsupportedEnds("null")
    }
    let type = try checkedType(
      component, of: "post_processor", TokenizerFileKeys.postProcessors)
    if type == "TemplateProcessing" { return try template(component) }
    guard let begin = id(component["cls"]?.array?.last),
      let end = id(component["sep"]?.array?.last)
    else { throw unsupportedEnds(type) }
    return TextEnds(begin: begin, end: end, endsBetween: type == "RobertaProcessing" ? 2 : 1)
  }

  private func template(_ component: JSONContent) throws(TokenizerError) -> TextEnds {
    let single = names(component["single"])
    guard single.count == 3, single[1] == "A",
      let begin = id(component, single[0]), let end = id(component, single[2])
    else { throw unsupportedEnds(single.joined(separator: " ")) }
    let pair = names(component["pair"])
    for ends in 1...2
    where pair == [single[0], "A"] + Array(repeating: single[2], count: ends) + ["B", single[2]] {
      return TextEnds(begin: begin, end: end, endsBetween: ends)
    }
    throw unsupportedEnds(pair.joined(separator: " "))
  }

  /// The parts of a template by their names; texts are called A and B.
  private func names(_ template: JSONContent?) -> [String] {
    (template?.array ?? []).map { part in
      part["SpecialToken"]?["id"]?.string ?? part["Sequence"]?["id"]?.string ?? "?"
    }
  }

  private func id(_ component: JSONContent, _ name: String) -> TokenID? {
    let ids = component["special_tokens"]?[name]?["ids"]?.array
    return ids?.count == 1 ? id(ids?.first) : nil
  }

  private func id(_ content: JSONContent?) -> TokenID? {
    content?.integer.flatMap { TokenID(exactly: $0) }
  }

  private func unsupportedEnds(_ found: String) -> TokenizerError {
    .unsupported(
      file: reader.path, key: "post_processor", found: found,
      supported: "a template with one token before a text and one behind it")
  }
}
