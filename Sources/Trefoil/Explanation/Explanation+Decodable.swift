internal import TrefoilScoring

extension Explanation: Decodable {
  /// Reads an explanation; an index that is no token or word of its texts is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      query: try container.decode(ExplainedText.self, forKey: .query),
      passage: try container.decode(ExplainedText.self, forKey: .passage),
      weights: try container.decode(HybridWeights.self, forKey: .weights),
      scores: try container.decode(ScoreBreakdown.self, forKey: .scores),
      contributions: try container.decode(ScoreBreakdown.self, forKey: .contributions),
      score: try container.decode(Float.self, forKey: .score),
      matchedTokens: try container.decodeIfPresent([MatchedToken].self, forKey: .matchedTokens),
      matchedWords: try container.decodeIfPresent([MatchedWord].self, forKey: .matchedWords),
      sharedTokens: try container.decodeIfPresent([SharedToken].self, forKey: .sharedTokens),
      sharedWords: try container.decodeIfPresent([SharedWord].self, forKey: .sharedWords))
    guard isConsistent else {
      throw DecodingError.dataCorruptedError(
        forKey: .passage, in: container,
        debugDescription: "what matched or is shared is no token or word of the texts")
    }
  }

  /// Whether every index is one of its text.
  private var isConsistent: Bool {
    (matchedTokens ?? []).allSatisfy(isConsistent) && (matchedWords ?? []).allSatisfy(isConsistent)
      && (sharedTokens ?? []).allSatisfy(isConsistent)
      && (sharedWords ?? []).allSatisfy(isConsistent)
  }

  private func isConsistent(_ match: MatchedToken) -> Bool {
    query.tokens.indices.contains(match.queryToken)
      && passage.tokens.indices.contains(match.passageToken)
  }

  private func isConsistent(_ match: MatchedWord) -> Bool {
    query.words.indices.contains(match.queryWord) && !match.partners.isEmpty
      && match.partners.allSatisfy { passage.words.indices.contains($0.passageWord) }
  }

  private func isConsistent(_ shared: SharedToken) -> Bool {
    ([shared.queryToken] + shared.queryOccurrences).allSatisfy(query.tokens.indices.contains)
      && ([shared.passageToken] + shared.passageOccurrences)
        .allSatisfy(passage.tokens.indices.contains)
  }

  private func isConsistent(_ shared: SharedWord) -> Bool {
    query.words.indices.contains(shared.queryWord)
      && passage.words.indices.contains(shared.passageWord) && !shared.tokens.isEmpty
      && shared.tokens.allSatisfy(isConsistent)
  }
}
