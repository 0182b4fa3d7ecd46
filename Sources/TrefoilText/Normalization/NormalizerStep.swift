/// One of the steps by which a text is normalized, named as in the Hugging Face tokenizers library.
enum NormalizerStep: Sendable {
  /// Replaces characters by a SentencePiece table.
  case precompiled(FragmentNormalizer)
  /// Gives each character its lower case, whatever stands around it.
  case lowercase
  /// Removes marks.
  case stripAccents
  /// Removes white space at the beginning or the end.
  case strip(left: Bool, right: Bool)
  /// Puts something in place of each match.
  case replace(ReplacedPattern, with: [UInt8])
  /// Puts something before a text that is not empty.
  case prepend([UInt8])

  /// What becomes of a text.
  func apply(to text: NormalizedText) -> NormalizedText {
    switch self {
    case .precompiled(let normalizer):
      var characters = NormalizedCharacters(of: text)
      normalizer.normalize(
        String(decoding: text.bytes, as: UTF8.self), at: 0, into: &characters)
      return characters.text
    case .lowercase: return text.mapScalars { $0.properties.lowercaseMapping }
    case .stripAccents: return text.mapScalars { Self.isMark($0) ? "" : nil }
    case .strip(let left, let right): return Self.stripped(text, left: left, right: right)
    case .replace(let pattern, let content): return Self.replaced(text, pattern, by: content)
    case .prepend(let content):
      guard !text.isEmpty else { return text }
      let first = WhiteSpace.characterEnd(from: 0, in: text.bytes)
      var result = NormalizedText()
      result.append(content, from: text.source(of: 0..<first))
      result.append(text.bytes.indices, of: text)
      return result
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  private static func stripped(_ text: NormalizedText, left: Bool, right: Bool) -> NormalizedText {
    let lower = left ? WhiteSpace.end(from: 0, in: text.bytes) : 0
    let upper =
      right ? WhiteSpace.start(before: text.bytes.count, in: text.bytes) : text.bytes.count
    var result = NormalizedText()
    result.append(lower..<max(lower, upper), of: text)
    return result
  }

  private static func replaced(
    _ text: NormalizedText, _ pattern: ReplacedPattern, by content: [UInt8]
  ) -> NormalizedText {
    var result = NormalizedText()
    var start = 0
    while let match = pattern.firstMatch(in: text.bytes, from: start) {
      result.append(start..<match.lowerBound, of: text)
      result.append(content, from: text.source(of: match))
      start = match.upperBound
    }
    result.append(start..<text.bytes.count, of: text)
    return result
  }
}

extension NormalizedText {
  /// The text with some of its characters replaced; nil leaves one as it is.
  fileprivate func mapScalars(_ replacement: (Unicode.Scalar) -> String?) -> NormalizedText {
    var result = NormalizedText()
    var start = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let character = start..<start + UTF8.width(scalar)
      if let content = replacement(scalar) {
        result.append(content.utf8, from: source(of: character))
      } else {
        result.append(character, of: self)
      }
      start = character.upperBound
    }
    return result
  }
}
