extension ExplainedText: Decodable {
  /// Reads a text; an index or a range that leaves it is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      text: try container.decode(String.self, forKey: .text),
      instruction: try container.decode(String.self, forKey: .instruction),
      tokens: try container.decode([ExplainedToken].self, forKey: .tokens),
      words: try container.decode([ExplainedWord].self, forKey: .words),
      unread: try container.decodeIfPresent(UnreadPart.self, forKey: .unread))
    guard isConsistent else {
      throw DecodingError.dataCorruptedError(
        forKey: .words, in: container, debugDescription: "a word or a token leaves the text")
    }
  }

  /// Whether every index and every range is one of this text.
  private var isConsistent: Bool {
    let bytes = 0..<text.utf8.count
    func isInside(_ range: Range<Int>?) -> Bool {
      range.map { $0.clamped(to: bytes) == $0 } ?? true
    }
    return tokens.allSatisfy { words.indices.contains($0.word) && isInside($0.range) }
      && words.allSatisfy {
        $0.tokens.clamped(to: tokens.indices) == $0.tokens && isInside($0.range)
      }
      && isInside(unread?.range) && unread?.tokenCount ?? 1 > 0
  }
}
