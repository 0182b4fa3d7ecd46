package import TrefoilCore
package import TrefoilText

/// A tokenizer that shares nothing with XLM-RoBERTa's: every byte of UTF-8 is a token.
///
/// Its own tokens come behind the 256 bytes, so that no number means what it means in XLM-RoBERTa.
package struct ByteTokenizer: Tokenizer {
  package let vocabularySize = 259
  package let specialTokens = SpecialTokens(begin: 256, end: 257, pad: 258)
  package var wordMark: Unicode.Scalar? { nil }

  /// Makes one.
  package init() {}

  package func tokenize(_ text: String) throws(TokenizerError) -> TokenizedText {
    tokens([text])
  }

  package func tokenize(
    _ first: String, _ second: String
  ) throws(TokenizerError) -> TokenizedText {
    tokens([first, second])
  }

  package func piece(of id: TokenID) -> String? {
    switch id {
    case 0..<128: String(UnicodeScalar(UInt8(id)))
    case 128..<256: "0x" + String(id, radix: 16)
    case 256: "[begin]"
    case 257: "[end]"
    case 258: "[pad]"
    default: nil
    }
  }

  /// The texts' tokens, with the end's behind each.
  private func tokens(_ texts: [String]) -> TokenizedText {
    var tokenIDs = [specialTokens.begin]
    var ranges = [0..<0]
    var offset = 0
    for text in texts {
      for scalar in text.unicodeScalars {
        let bytes = UTF8.encode(scalar).map(Array.init) ?? []
        for byte in bytes {
          tokenIDs.append(TokenID(byte))
          // A character's bytes have the place of the whole character.
          ranges.append(offset..<offset + bytes.count)
        }
        offset += bytes.count
      }
      tokenIDs.append(specialTokens.end)
      ranges.append(offset..<offset)
    }
    return TokenizedText(tokenIDs: tokenIDs, ranges: ranges)
  }
}
