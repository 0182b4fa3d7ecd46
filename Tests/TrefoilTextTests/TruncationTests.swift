import Testing
import TrefoilCore
import TrefoilText

@Suite("Truncation")
struct TruncationTests {
  /// Six tokens, `<s>` and `</s>` among them.
  let tokens: TokenizedText

  init() throws {
    tokens = try TokenizerFixture.make(.small).tokenize("c c")
    try #require(tokens.count == 6)
  }

  @Test(
    "a text within the limit stays as it is", arguments: TruncationPolicy.allCases, [6, 7, .max])
  func within(policy: TruncationPolicy, limit: Int) throws {
    #expect(try tokens.truncated(to: limit, keeping: policy) == tokens)
  }

  @Test("the head keeps the beginning, the tail the end, both <s> and </s>", arguments: 2...5)
  func cut(limit: Int) throws {
    let head = try tokens.truncated(to: limit, keeping: .head)
    let tail = try tokens.truncated(to: limit, keeping: .tail)
    #expect(head.tokenIDs == tokens.tokenIDs.prefix(limit - 1) + [2])
    #expect(head.ranges == tokens.ranges.prefix(limit - 1) + tokens.ranges.suffix(1))
    #expect(tail.tokenIDs == [0] + tokens.tokenIDs.suffix(limit - 1))
    #expect(tail.ranges == tokens.ranges.prefix(1) + tokens.ranges.suffix(limit - 1))
    for kept in [head, tail] {
      #expect(kept.count == limit)
      #expect(kept.tokensSeen == 6)
      #expect(try kept.truncated(to: 2, keeping: .head).tokensSeen == 6)
    }
  }

  @Test("one token over the limit is an error where nothing may be cut")
  func refused() {
    #expect(throws: TokenizerError.tooLong(tokens: 6, limit: 5)) {
      try tokens.truncated(to: 5, keeping: .error)
    }
  }

  @Test(
    "a limit without place for <s> and </s> is an error", arguments: TruncationPolicy.allCases,
    [1, 0, -1, .min])
  func tooSmall(policy: TruncationPolicy, limit: Int) {
    #expect(throws: TokenizerError.limitTooSmall(limit: limit)) {
      try tokens.truncated(to: limit, keeping: policy)
    }
  }
}
