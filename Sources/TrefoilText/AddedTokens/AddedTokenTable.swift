internal import TrefoilCore

/// A vocabulary's added tokens with their ids, numbered as the Hugging Face tokenizers library does.
struct AddedTokenTable: Sendable {
  private let vocabulary: UnigramVocabulary
  private var ids: [ExactText: TokenID] = [:]
  private var tokens: [TokenID: AddedToken] = [:]
  /// The ids in the order in which they were added.
  private var order: [TokenID] = []
  private var highestID: TokenID = -1

  /// An empty table over a vocabulary.
  init(_ vocabulary: UnigramVocabulary) {
    self.vocabulary = vocabulary
  }

  /// One more than the highest id of a piece or a token.
  var idCount: Int { max(vocabulary.count, Int(highestID) + 1) }

  /// The ids of the tokens.
  var addedIDs: Set<TokenID> { Set(order) }

  /// Whether a token with this text has been added.
  func contains(_ content: ExactText) -> Bool { ids[content] != nil }

  /// The id of a token or a piece with this text.
  func id(of content: ExactText) -> TokenID? { ids[content] ?? vocabulary.id(of: content.string) }

  /// The text of an id's token.
  func content(of id: TokenID) -> String? { tokens[id]?.content.string }

  /// Adds a token; an empty one is passed over, and one that is there gets the new flags.
  ///
  /// It has the id of the piece with its text, else the next one that is free.
  mutating func add(_ token: AddedToken) {
    guard !token.content.string.isEmpty else { return }
    let next = max(TokenID(vocabulary.count), highestID + 1)
    let id = id(of: token.content) ?? next
    if ids.updateValue(id, forKey: token.content) == nil { order.append(id) }
    tokens[id] = token
    highestID = max(highestID, id)
  }

  /// What finds the tokens that are searched for in a text as it is, or in normalized text.
  ///
  /// - Parameters:
  ///   - skipsSpecial: Whether special tokens are left as text.
  ///   - normalize: What a token's text becomes before it is searched for.
  func matcher(
    isNormalized: Bool, skipsSpecial: Bool, normalize: ([UInt8]) -> [UInt8] = { $0 }
  ) -> AddedTokenMatcher {
    let all = order.compactMap { id in tokens[id].map { (id: id, token: $0) } }
    // Of two that become the same text the one that is not special is found.
    let sorted = all.filter { !$0.token.isSpecial } + all.filter(\.token.isSpecial)
    return AddedTokenMatcher(
      sorted.filter { $0.token.isNormalized == isNormalized }.map { id, token in
        (
          pattern: normalize(Array(token.content.string.utf8)), id: id, flags: token,
          isSkipped: skipsSpecial && token.isSpecial
        )
      })
  }
}
