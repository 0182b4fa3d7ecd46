/// How far a call has come.
public struct EncodeProgress: Equatable, Codable, Sendable {
  /// The number of distinct texts encoded so far.
  public let textsDone: Int
  /// The number of distinct texts of the call.
  public let textsTotal: Int
  /// The number of tokens encoded so far.
  public let tokensDone: Int
  /// The number of tokens of the call.
  public let tokensTotal: Int

  /// Puts a state together.
  public init(textsDone: Int, textsTotal: Int, tokensDone: Int, tokensTotal: Int) {
    self.textsDone = textsDone
    self.textsTotal = textsTotal
    self.tokensDone = tokensDone
    self.tokensTotal = tokensTotal
  }

  /// The share of the tokens that is encoded, in `0...1`; 1 where there are none.
  public var fraction: Double {
    tokensTotal > 0 ? Double(tokensDone) / Double(tokensTotal) : 1
  }
}
