internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension TokenizerJSON {
  /// The normalizer's steps.
  ///
  /// - Throws: `TokenizerError.unsupported` for a component that is not known, by its name.
  func normalizer() throws(TokenizerError) -> [NormalizerPart] {
    guard let component = component("normalizer") else { return [] }
    return try parts(of: component)
  }

  /// The table of the first step that has one, which is all that transformers'
  /// `XLMRobertaTokenizer` takes from the file; nil if there is none.
  func firstTable() throws(TokenizerError) -> PrecompiledCharsmap? {
    guard let component = component("normalizer") else { return nil }
    for step in component["normalizers"]?.array ?? [component] where step["type"] == "Precompiled" {
      return try table(of: step)
    }
    return nil
  }

  private func parts(of component: JSONContent) throws(TokenizerError) -> [NormalizerPart] {
    let type = try checkedType(component, of: "normalizer", TokenizerFileKeys.normalizers)
    switch type {
    case "Sequence":
      var all: [NormalizerPart] = []
      for part in component["normalizers"]?.array ?? [] { all += try parts(of: part) }
      return all
    case "Precompiled": return [.precompiled(try table(of: component))]
    case "Lowercase": return [.step(.lowercase)]
    case "StripAccents": return [.step(.stripAccents)]
    case "Strip":
      let left = component["strip_left"]?.bool ?? true
      return [.step(.strip(left: left, right: component["strip_right"]?.bool ?? true))]
    case "Prepend":
      return [.step(.prepend(Array((component["prepend"]?.string ?? "").utf8)))]
    default: return [.step(try replacement(component))]
    }
  }

  private func replacement(_ component: JSONContent) throws(TokenizerError) -> NormalizerStep {
    guard let content = component["content"]?.string else {
      throw .malformed(file: reader.path, reason: "“normalizer.Replace” has no content")
    }
    if let text = component["pattern"]?["String"]?.string, !text.isEmpty {
      return .replace(.text(Array(text.utf8)), with: Array(content.utf8))
    }
    let expression = component["pattern"]?["Regex"]?.string ?? ""
    guard let pattern = ReplacedPattern.expressions[expression] else {
      throw .unsupported(
        file: reader.path, key: "normalizer.Replace.pattern", found: expression,
        supported: "a text, or runs of spaces such as “ {2,}”")
    }
    return .replace(pattern, with: Array(content.utf8))
  }

  private func table(of component: JSONContent) throws(TokenizerError) -> PrecompiledCharsmap {
    switch component["precompiled_charsmap"] {
    case nil, .null: return .empty
    case .string(let text):
      guard let data = Data(base64Encoded: text) else { break }
      do {
        return try PrecompiledCharsmap(Array(data))
      } catch {
        throw .invalidModel(path: reader.path, fault: .charsmap(error))
      }
    default: break
    }
    throw .malformed(file: reader.path, reason: "“precompiled_charsmap” is not in base 64")
  }

  /// The type of a component, which is one of those listed and has no keys but theirs.
  func checkedType(
    _ component: JSONContent, of member: String, _ rules: [KeyRules]
  ) throws(TokenizerError) -> String {
    let type = component["type"]?.string ?? ""
    guard let rules = rules.first(where: { $0.file == type }), var keys = component.object else {
      throw .unsupported(
        file: reader.path, key: member, found: type.isEmpty ? component.description : type,
        supported: rules.map(\.file).joined(separator: ", "))
    }
    keys["type"] = nil
    try reader.checkAll(keys, by: rules, in: "\(member).\(type)")
    return type
  }
}
