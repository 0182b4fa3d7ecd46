/// A piece of an explained text: a word, or what lies between two.
package struct TextRun: Equatable, Sendable {
  /// What a piece is.
  package enum Kind: Equatable, Sendable {
    /// The word with this index.
    case word(Int)
    /// White space, and characters that the tokenizer drops.
    case between
    /// What was cut off.
    case unread
  }

  /// What it is.
  package let kind: Kind
  /// The piece, as it stands in the text.
  package let text: String
}

extension ExplainedText {
  /// The caller's text in pieces, which joined give it again.
  package var runs: [TextRun] {
    let bytes = Array(text.utf8)
    var runs: [TextRun] = []
    var end = 0
    func append(_ kind: TextRun.Kind, upTo limit: Int) {
      guard limit > end else { return }
      runs.append(TextRun(kind: kind, text: String(decoding: bytes[end..<limit], as: UTF8.self)))
      end = limit
    }
    if let range = unread?.range, range.lowerBound == 0 { append(.unread, upTo: range.upperBound) }
    for (index, word) in words.enumerated() {
      guard let range = word.range else { continue }
      append(.between, upTo: range.lowerBound)
      append(.word(index), upTo: range.upperBound)
    }
    if let range = unread?.range {
      append(.between, upTo: range.lowerBound)
      append(.unread, upTo: range.upperBound)
    }
    append(.between, upTo: bytes.count)
    return runs
  }
}
