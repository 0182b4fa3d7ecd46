internal import Trefoil

/// The lexical weights of a segment's units by token: an inverted index.
struct LexicalPostings {
  /// The distinct tokens, rising.
  private let tokens: [TokenID]
  /// Where each token's postings start, then the total, shape `[tokens + 1]`.
  private let offsets: [Int]
  /// The unit of each posting, rising within a token.
  private let units: [Int32]
  /// The weight of each posting.
  private let weights: [Float]
  private let unitCount: Int

  init(_ segment: EmbeddingSegment) {
    var owners: [Int32] = []
    owners.reserveCapacity(segment.sparseTokens.count)
    for unit in 0..<segment.unitCount {
      owners += repeatElement(Int32(unit), count: segment.sparseRange(unit).count)
    }
    let order = segment.sparseTokens.indices.sorted {
      (segment.sparseTokens[$0], owners[$0]) < (segment.sparseTokens[$1], owners[$1])
    }
    var (tokens, offsets): ([TokenID], [Int]) = ([], [])
    for (place, index) in order.enumerated() where segment.sparseTokens[index] != tokens.last {
      tokens.append(segment.sparseTokens[index])
      offsets.append(place)
    }
    self.tokens = tokens
    self.offsets = offsets + [order.count]
    units = order.map { owners[$0] }
    weights = order.map { segment.sparseWeights[$0] }
    unitCount = segment.unitCount
  }

  /// Each unit's lexical score, the same bits as `LexicalScorer` gives, shape `[units]`.
  func scores(_ query: LexicalWeights) -> [Float] {
    var scores = [Float](repeating: 0, count: unitCount)
    for (token, weight) in zip(query.tokenIDs, query.weights) {
      guard let place = place(of: token) else { continue }
      for posting in offsets[place]..<offsets[place + 1] {
        scores[Int(units[posting])] += weight * weights[posting]
      }
    }
    return scores
  }

  private func place(of token: TokenID) -> Int? {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle] < token { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low] == token ? low : nil
  }
}
