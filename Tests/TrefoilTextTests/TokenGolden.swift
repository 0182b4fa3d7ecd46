import Foundation
import SystemPackage
import TrefoilCore
import TrefoilText

/// A text with the tokens that Hugging Face's fast tokenizer gives it.
struct TokenGolden: Decodable, Sendable {
  let text: String
  let ids: [TokenID]
  /// Where each token stands, in code points; `</s>` stands at zero.
  let offsets: [[Int]]

  /// The goldens of a file, one a line.
  static func lines(of file: FilePath) throws -> [TokenGolden] {
    let lines = try String(contentsOfFile: file.string, encoding: .utf8).split(separator: "\n")
    return try lines.map { try JSONDecoder().decode(Self.self, from: Data($0.utf8)) }
  }

  /// The ranges of tokens of this text, in code points.
  func codePoints(_ tokens: TokenizedText) -> [[Int]] {
    tokens.ranges.map { range in
      [range.lowerBound, range.upperBound].map { offset in
        text.utf8.prefix(offset).count { !UTF8.isContinuation($0) }
      }
    }
  }
}
