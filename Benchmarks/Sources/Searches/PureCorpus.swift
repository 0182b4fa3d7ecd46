import TrefoilCore

/// Passages that are made from a seed: clusters in a narrow cone, words by Zipf's law.
struct PureCorpus: Corpus {
  let dimension = 384
  let tokenDimension = 128
  let origin = "purely made, of no real text"
  private let weights = 70
  private let centers: [[Float]]
  private let words: [[Float]]

  init(seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    let cone = Self.vector(384, &numbers)
    centers = (0..<2_000).map { _ in
      Self.unit(zip(cone, Self.vector(384, &numbers)).map { 1.5 * $0 + $1 })
    }
    words = (0..<8_000).map { _ in Self.unit(Self.vector(128, &numbers)) }
  }

  /// The embedding of a passage, or of a query where it has few tokens.
  private func embedding(_ place: Int, tokens: Int, hasTokens: Bool = true) -> Embedding {
    var numbers = SplitMix64(seed: UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9 &+ 1)
    let center = centers[numbers.next(below: centers.count)]
    let dense = Self.unit(zip(center, Self.vector(384, &numbers)).map { $0 + 0.6 * $1 })
    var pairs: [(TokenID, Float)] = []
    for _ in 0..<min(weights, max(8, tokens / 2)) {
      let rank = Self.zipf(&numbers, 250_000)
      // Frequent tokens carry little weight, as learned weights do.
      pairs.append(
        (TokenID(rank), 0.02 + 0.3 * Float(numbers.next(below: 1_000)) / 1_000 * Self.rarity(rank)))
    }
    var values: [Float] = []
    values.reserveCapacity(tokens * tokenDimension)
    for _ in 0..<(hasTokens ? tokens : 0) {
      let word = words[Self.zipf(&numbers, words.count)]
      let noise = Self.vector(8, &numbers)
      var row = word
      for (place, number) in noise.enumerated() { row[place * 16] += 0.3 * number }
      values += Self.unit(row)
    }
    return Embedding(
      dense: dense, lexicalWeights: LexicalWeights(pairs),
      tokenVectors: hasTokens ? TokenVectors(values: values, dimension: tokenDimension) : nil,
      tokenCounts: TokenCounts(seen: tokens + 1, used: tokens + 1))
  }

  func passage(_ place: Int, hasTokens: Bool) -> Embedding {
    embedding(place, tokens: Self.passageTokens, hasTokens: hasTokens)
  }

  /// A query near some passage.
  func query(_ place: Int) -> Embedding { embedding(1_000_000_007 + place, tokens: 16) }

  private static func vector(_ count: Int, _ numbers: inout SplitMix64) -> [Float] {
    (0..<count).map { _ in
      // The sum of four uniform numbers is near enough to normal.
      let bits = numbers.next()
      let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48)
      return (Float(sum) / 65_536 - 2) / Float(count).squareRoot() * 1.7
    }
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return vector.map { $0 / length }
  }

  /// A rank below `count`, each with a chance of one over it.
  private static func zipf(_ numbers: inout SplitMix64, _ count: Int) -> Int {
    // The inverse of the distribution's logarithmic sum, by squaring: count^u.
    let uniform = Float(numbers.next() >> 40) / Float(1 << 24)
    var (low, high) = (0, 17)
    var power: Float = 1
    var base = Float(count)
    var rest = uniform
    while low < high {
      base = base.squareRoot()
      rest *= 2
      if rest >= 1 {
        power *= base
        rest -= 1
      }
      low += 1
    }
    high = Int(power) - 1
    return min(max(high, 0), count - 1)
  }

  private static func rarity(_ rank: Int) -> Float {
    min(1, 0.05 + Float(rank) / 5_000)
  }
}
