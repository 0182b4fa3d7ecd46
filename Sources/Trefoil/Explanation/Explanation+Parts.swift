internal import TrefoilScoring

extension Explanation {
  /// Takes the scores of two texts apart.
  init(_ query: EncodedText, _ passage: EncodedText, _ scorer: HybridScorer) {
    let weights = scorer.weights
    let scores = scorer.parts(query.embedding, passage.embedding)
    guard let score = scorer.score(scores) else {
      preconditionFailure("one of \(weights.outputs) is not there")
    }
    let matched = Self.matchedTokens(query, passage)
    let shared = Self.sharedTokens(query, passage)
    self.init(
      query: query.explained, passage: passage.explained, weights: weights, scores: scores,
      contributions: scorer.contributions(scores), score: score, matchedTokens: matched,
      matchedWords: matched.map { Self.byWord($0, query.explained, passage.explained) },
      sharedTokens: shared,
      sharedWords: shared.map { Self.byWord($0, query.explained, passage.explained) })
  }

  private static func matchedTokens(
    _ query: EncodedText, _ passage: EncodedText
  ) -> [MatchedToken]? {
    guard let rows = query.embedding.tokenVectors, let others = passage.embedding.tokenVectors
    else { return nil }
    // The rows belong to the tokens after <s>.
    return LateInteractionScorer.matches(rows, others).enumerated().map { row, match in
      MatchedToken(
        queryToken: row + 1, passageToken: match.passageRow + 1, similarity: match.similarity,
        contribution: match.similarity / Float(rows.count))
    }
  }

  private static func byWord(
    _ tokens: [MatchedToken], _ query: ExplainedText, _ passage: ExplainedText
  ) -> [MatchedWord] {
    let words = Dictionary(grouping: tokens) { query.tokens[$0.queryToken].word }
    return words.sorted { $0.key < $1.key }.map { word, tokens in
      let partners = Dictionary(grouping: tokens) { passage.tokens[$0.passageToken].word }
        .map { MatchedWord.Partner(passageWord: $0, contribution: sum($1.map(\.contribution))) }
      return MatchedWord(
        queryWord: word, contribution: sum(tokens.map(\.contribution)),
        similarity: sum(tokens.map(\.similarity)) / Float(tokens.count),
        partners: partners.sorted {
          ($0.contribution, $1.passageWord) > ($1.contribution, $0.passageWord)
        })
    }
  }

  private static func sharedTokens(
    _ query: EncodedText, _ passage: EncodedText
  ) -> [SharedToken]? {
    guard let one = query.occurrences, let other = passage.occurrences else { return nil }
    return one.compactMap { tokenID, mine in
      guard let theirs = other[tokenID] else { return nil }
      return SharedToken(
        tokenID: tokenID, queryWeight: mine.weight, passageWeight: theirs.weight,
        product: mine.weight * theirs.weight, queryToken: mine.heaviest,
        passageToken: theirs.heaviest, queryOccurrences: mine.tokens,
        passageOccurrences: theirs.tokens)
    }
    .sorted { ($0.product, $1.queryToken) > ($1.product, $0.queryToken) }
  }

  private static func byWord(
    _ tokens: [SharedToken], _ query: ExplainedText, _ passage: ExplainedText
  ) -> [SharedWord] {
    let pairs = Dictionary(grouping: tokens) {
      [query.tokens[$0.queryToken].word, passage.tokens[$0.passageToken].word]
    }
    return pairs.map { words, tokens in
      SharedWord(
        queryWord: words[0], passageWord: words[1],
        tokens: tokens.sorted { $0.queryToken < $1.queryToken },
        product: sum(tokens.map(\.product)))
    }
    .sorted {
      ($0.product, $1.queryWord, $1.passageWord) > ($1.product, $0.queryWord, $0.passageWord)
    }
  }

  private static func sum(_ values: [Float]) -> Float { values.reduce(0, +) }
}
