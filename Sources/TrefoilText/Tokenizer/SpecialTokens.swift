public import TrefoilCore

/// The tokens of a vocabulary that are no part of a text.
public struct SpecialTokens: Equatable, Sendable {
  /// The first token of every text, such as `<s>`.
  public let begin: TokenID
  /// The last token of every text, such as `</s>`.
  public let end: TokenID
  /// What fills up a batch, such as `<pad>`; nil if there is none.
  public let pad: TokenID?
  /// What stands for characters outside the vocabulary, such as `<unk>`; nil if there are none.
  public let unknown: TokenID?
  /// A gap to be filled, such as `<mask>`; nil if there is none.
  public let mask: TokenID?

  /// The tokens that never carry lexical weight: beginning, end, padding and the unknown.
  ///
  /// These are the tokens that FlagEmbedding leaves out of its lexical weights; it keeps the mask.
  public let weightless: Set<TokenID>
  /// The tokens that stand for themselves wherever they are written: all but the unknown, and those
  /// that a model's files add.
  public let standalone: Set<TokenID>

  /// Names the tokens; those in `added` stand for themselves too.
  public init(
    begin: TokenID, end: TokenID, pad: TokenID? = nil, unknown: TokenID? = nil,
    mask: TokenID? = nil, added: Set<TokenID> = []
  ) {
    self.begin = begin
    self.end = end
    self.pad = pad
    self.unknown = unknown
    self.mask = mask
    weightless = Set([begin, end, pad, unknown].compactMap(\.self))
    standalone = added.union([begin, end, pad, mask].compactMap(\.self)).subtracting(
      [unknown].compactMap(\.self))
  }
}
