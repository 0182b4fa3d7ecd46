internal import TrefoilCore

/// A token that stands for itself wherever it is written in a text.
package enum SpecialToken: String, CaseIterable, Sendable {
  /// The beginning of a text.
  case begin = "<s>"
  /// Filling behind a text.
  case pad = "<pad>"
  /// The end of a text.
  case end = "</s>"
  /// A character outside the vocabulary.
  case unknown = "<unk>"
  /// A gap to be filled, which takes the white space on its left.
  case mask = "<mask>"
}

extension SpecialToken {
  /// A special token in a text.
  package struct Match: Equatable, Sendable {
    /// Which one it is.
    package let token: SpecialToken
    /// Its UTF-8 offsets, with the white space that it takes.
    package let range: Range<Int>
  }

  /// Each token's UTF-8; none is the beginning of another.
  private static let spellings = allCases.map { (token: $0, utf8: Array($0.rawValue.utf8)) }

  /// The first special token at or behind an offset of a text.
  ///
  /// - Parameters:
  ///   - text: Valid UTF-8.
  ///   - start: The end of the match before; white space is taken no further than to there.
  package static func firstMatch(in text: [UInt8], from start: Int) -> Match? {
    var offset = start
    while offset < text.count {
      guard text[offset] == UInt8(ascii: "<") else {
        offset += 1
        continue
      }
      for (token, utf8) in spellings where text[offset...].starts(with: utf8) {
        let lower = token == .mask ? startOfSpace(before: offset, in: text, from: start) : offset
        return Match(token: token, range: lower..<offset + utf8.count)
      }
      offset += 1
    }
    return nil
  }

  /// Where the white space before an offset begins.
  private static func startOfSpace(before offset: Int, in text: [UInt8], from start: Int) -> Int {
    var lower = offset
    while lower > start {
      var lead = lower - 1
      while lead > start, UTF8.isContinuation(text[lead]) { lead -= 1 }
      let character = String(decoding: text[lead..<lower], as: UTF8.self).unicodeScalars.first
      guard let character, character.properties.isWhitespace else { break }
      lower = lead
    }
    return lower
  }
}
