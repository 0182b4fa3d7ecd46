package import Trefoil
package import TrefoilFormats

extension JSONText {
  /// Writes an explanation; ranges are in Unicode scalars, words and tokens are named by index.
  package mutating func explanation(_ explanation: Explanation) {
    object { json in
      json.member("unit", "unicode scalars")
      json.key("scores")
      json.scores(explanation)
      json.key("query")
      json.explained(explanation.query)
      json.key("passage")
      json.explained(explanation.passage)
      json.key("colbert")
      json.colbert(explanation)
      json.key("lexical")
      json.lexical(explanation)
    }
  }

  private mutating func scores(_ explanation: Explanation) {
    object { json in
      for part in explanation.scoreParts {
        json.key(part.kind.rawValue)
        json.object { json in
          json.member("score", part.score)
          json.member("weight", part.weight)
          json.member("contribution", part.contribution)
        }
      }
      json.member("hybrid", explanation.score)
    }
  }

  private mutating func explained(_ text: ExplainedText) {
    let offsets = ScalarOffsets(text.text)
    object { json in
      json.member("text", text.text)
      json.member("instruction", text.instruction)
      json.member("tokens_seen", text.tokenCounts.seen)
      json.member("tokens_used", text.tokens.count)
      json.key("unread")
      if let unread = text.unread {
        json.object { json in
          json.member("tokens", unread.tokenCount)
          json.range(unread.range, offsets)
        }
      } else {
        json.null()
      }
      json.key("words")
      json.list(text.words) { json, word in
        json.member("text", word.text)
        json.member("origin", word.origin.rawValue)
        json.range(word.range, offsets)
        json.key("tokens")
        json.pair(word.tokens)
      }
      json.key("tokens")
      json.list(text.tokens) { json, token in
        json.member("id", Int(token.tokenID))
        json.member("piece", token.piece)
        json.member("origin", token.origin.rawValue)
        json.range(token.range, offsets)
        json.member("word", token.word)
      }
    }
  }

  private mutating func colbert(_ explanation: Explanation) {
    guard let words = explanation.matchedWords, let tokens = explanation.matchedTokens else {
      null()
      return
    }
    object { json in
      json.key("words")
      json.list(words) { json, word in
        json.member("query_word", word.queryWord)
        json.member("contribution", word.contribution)
        json.member("similarity", word.similarity)
        json.key("matched")
        json.list(word.partners) { json, partner in
          json.member("passage_word", partner.passageWord)
          json.member("contribution", partner.contribution)
        }
      }
      json.key("tokens")
      json.list(tokens) { json, token in
        json.member("query_token", token.queryToken)
        json.member("passage_token", token.passageToken)
        json.member("similarity", token.similarity)
        json.member("contribution", token.contribution)
      }
    }
  }

  private mutating func lexical(_ explanation: Explanation) {
    guard let words = explanation.sharedWords, let tokens = explanation.sharedTokens else {
      null()
      return
    }
    object { json in
      json.key("words")
      json.list(words) { json, word in
        json.member("query_word", word.queryWord)
        json.member("passage_word", word.passageWord)
        json.member("product", word.product)
        json.key("token_ids")
        json.array { json in word.tokens.forEach { json.number($0.tokenID) } }
      }
      json.key("tokens")
      json.list(tokens) { json, token in
        json.member("id", Int(token.tokenID))
        json.member("query_weight", token.queryWeight)
        json.member("passage_weight", token.passageWeight)
        json.member("product", token.product)
        json.member("query_token", token.queryToken)
        json.member("passage_token", token.passageToken)
        json.key("query_occurrences")
        json.array { json in token.queryOccurrences.forEach { json.number($0) } }
        json.key("passage_occurrences")
        json.array { json in token.passageOccurrences.forEach { json.number($0) } }
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], _ members: (inout JSONText, Element) -> Void
  ) {
    array { json in
      for element in elements { json.object { members(&$0, element) } }
    }
  }

  private mutating func range(_ range: Range<Int>?, _ offsets: ScalarOffsets) {
    key("range")
    if let range { pair(offsets[range]) } else { null() }
  }

  private mutating func pair(_ range: Range<Int>) {
    array { json in
      json.number(range.lowerBound)
      json.number(range.upperBound)
    }
  }
}
