public import TrefoilCore

/// A text as token ids between `<s>` and `</s>`, each with its place in the text.
///
/// The two are the tokenizer's own tokens for a beginning and an end, whatever they are called.
/// `tokenIDs` and `ranges` have equal lengths, two or more.
public struct TokenizedText: Equatable, Sendable {
  /// The ids, `<s>` first and `</s>` last.
  public let tokenIDs: [TokenID]
  /// Each token's UTF-8 offsets in the source text, in order.
  ///
  /// The two added tokens have empty ranges: `<s>` at zero, `</s>` at the text's end. Neighbours may
  /// overlap where one character of the text became several. What a tokenizer puts between the two
  /// texts of a pair has an empty range there.
  public let ranges: [Range<Int>]
  /// The number of tokens before any cut, `<s>` and `</s>` included.
  public let tokensSeen: Int

  /// The number of tokens, `<s>` and `</s>` included.
  public var count: Int { tokenIDs.count }

  /// The tokens before any cut, and those that are left.
  public var tokenCounts: TokenCounts { TokenCounts(seen: tokensSeen, used: count) }

  /// Makes a text that has not been cut.
  package init(tokenIDs: [TokenID], ranges: [Range<Int>]) {
    self.init(tokenIDs: tokenIDs, ranges: ranges, tokensSeen: tokenIDs.count)
  }

  private init(tokenIDs: [TokenID], ranges: [Range<Int>], tokensSeen: Int) {
    precondition(
      tokenIDs.count == ranges.count, "\(ranges.count) ranges for \(tokenIDs.count) tokens")
    precondition(tokenIDs.count >= 2, "\(tokenIDs.count) tokens cannot hold <s> and </s>")
    self.tokenIDs = tokenIDs
    self.ranges = ranges
    self.tokensSeen = tokensSeen
  }

  /// The same text with no more than `maxLength` tokens.
  ///
  /// `<s>` and `</s>` count and are always kept; `tokensSeen` stays as it is. A pair is cut as one
  /// text is.
  ///
  /// - Throws: ``TokenizerError/limitTooSmall(limit:)`` for a limit under two;
  ///   ``TokenizerError/tooLong(tokens:limit:)`` when the policy is ``TruncationPolicy/error`` and
  ///   the text has more tokens.
  public func truncated(
    to maxLength: Int, keeping policy: TruncationPolicy
  ) throws(TokenizerError) -> TokenizedText {
    guard maxLength >= 2 else { throw .limitTooSmall(limit: maxLength) }
    guard count > maxLength else { return self }
    let last = count - 1
    let kept: Range<Int>
    switch policy {
    case .head: kept = 1..<maxLength - 1
    case .tail: kept = last - (maxLength - 2)..<last
    case .error: throw .tooLong(tokens: count, limit: maxLength)
    }
    return TokenizedText(
      tokenIDs: [tokenIDs[0]] + tokenIDs[kept] + [tokenIDs[last]],
      ranges: [ranges[0]] + ranges[kept] + [ranges[last]],
      tokensSeen: tokensSeen
    )
  }
}
