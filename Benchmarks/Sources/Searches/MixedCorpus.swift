import Foundation
import TrefoilCore

/// Passages and queries that are mixed of real embeddings: another for each place, and yet like them.
///
/// A dense vector is a real one and the difference of two others, so that all of them spread in the
/// directions in which the real ones do. Lexical weights and token vectors are drawn from two real
/// texts, most of them from the one whose dense vector it is.
struct MixedCorpus: Corpus {
  /// The real passages and queries that are kept: their token vectors take some 150 MB.
  private static let mostTexts = 2_000
  /// Of what is drawn, the share of the first text.
  private static let firstShare: Float = 0.7
  /// How much of a difference is added to a dense vector: neighbours end up about as far from each
  /// other as the real texts' are.
  private static let passageSpread: Float = 0.5
  private static let querySpread: Float = 0.3
  private static let tokenSpread: Float = 0.3

  let origin: String
  private let passages: [Embedding]
  private let queries: [Embedding]

  /// Reads the folders of encoded data sets.
  init(_ folders: [URL]) throws {
    passages = try Self.read(folders, "passages")
    queries = try Self.read(folders, "queries")
    guard passages.count > 2, queries.count > 2 else {
      throw SearchesError("A mixture needs three passages and three queries at least.")
    }
    let names = folders.map(\.lastPathComponent).joined(separator: ", ")
    origin = "mixed of \(passages.count) passages and \(queries.count) queries of \(names)"
  }

  /// Some texts of each folder, at even distances.
  private static func read(_ folders: [URL], _ kind: String) throws -> [Embedding] {
    let share = mostTexts / folders.count
    return try folders.flatMap { folder in
      let set = try VectorSet(folder.appendingPathComponent(kind))
      let count = min(share, set.count)
      return try (0..<count).map {
        try set.embedding($0 * set.count / count, mostTokens: passageTokens)
      }
      .filter { ($0.tokenVectors?.count ?? 0) > 0 }
    }
  }

  var dimension: Int { passages[0].dense?.count ?? 0 }
  var tokenDimension: Int { passages[0].tokenVectors?.dimension ?? 0 }

  func passage(_ place: Int, hasTokens: Bool) -> Embedding {
    var numbers = SplitMix64(seed: UInt64(truncatingIfNeeded: place) &* 0x9E37_79B9 &+ 1)
    return mixed(
      passages, spread: Self.passageSpread, tokens: Self.passageTokens, hasTokens: hasTokens,
      &numbers)
  }

  func query(_ place: Int) -> Embedding {
    var numbers = SplitMix64(seed: UInt64(truncatingIfNeeded: place) &* 0x85EB_CA6B &+ 2)
    return mixed(queries, spread: Self.querySpread, tokens: nil, hasTokens: true, &numbers)
  }

  /// A mixture; of as many token vectors as the first text has where no number is given.
  private func mixed(
    _ texts: [Embedding], spread: Float, tokens: Int?, hasTokens: Bool,
    _ numbers: inout SplitMix64
  ) -> Embedding {
    let four = (0..<4).map { _ in texts[numbers.next(below: texts.count)] }
    let own = four[0].tokenVectors?.count ?? 1
    let count = tokens ?? own
    return Embedding(
      dense: dense(four, spread), lexicalWeights: lexical(four, count, own, &numbers),
      // The last that is drawn, so that the rest does not depend on it.
      tokenVectors: hasTokens ? rows(four, count, isWhole: tokens == nil, &numbers) : nil,
      tokenCounts: TokenCounts(seen: count + 1, used: count + 1))
  }

  private func dense(_ four: [Embedding], _ spread: Float) -> [Float] {
    let (first, plus, minus) = (four[0].dense ?? [], four[2].dense ?? [], four[3].dense ?? [])
    return Self.unit(first.indices.map { first[$0] + spread * (plus[$0] - minus[$0]) })
  }

  /// So many of both texts' weights as a text of `count` tokens has, a little louder or softer.
  private func lexical(
    _ four: [Embedding], _ count: Int, _ own: Int, _ numbers: inout SplitMix64
  ) -> LexicalWeights {
    var pairs: [(TokenID, Float)] = []
    let part = min(1, Float(count) / Float(own))
    for (text, share) in zip(four, [Self.firstShare, 1 - Self.firstShare]) {
      guard let weights = text.lexicalWeights else { continue }
      for (id, weight) in zip(weights.tokenIDs, weights.weights)
      where Self.uniform(&numbers) < share * part {
        pairs.append((id, weight * (0.8 + 0.4 * Self.uniform(&numbers))))
      }
    }
    return LexicalWeights(pairs)
  }

  /// Rows of both texts, moved by the difference of two others'.
  private func rows(
    _ four: [Embedding], _ count: Int, isWhole: Bool, _ numbers: inout SplitMix64
  ) -> TokenVectors {
    let sources = four.compactMap(\.tokenVectors)
    let size = tokenDimension
    var values: [Float] = []
    values.reserveCapacity(count * size)
    for row in 0..<count {
      let isFirst = isWhole || Self.uniform(&numbers) < Self.firstShare
      let source = sources[isFirst ? 0 : 1]
      let place = isWhole ? row : numbers.next(below: source.count)
      let plus = numbers.next(below: sources[2].count) * size
      let minus = numbers.next(below: sources[3].count) * size
      values += Self.unit(
        (0..<size).map {
          source.values[place * size + $0]
            + Self.tokenSpread * (sources[2].values[plus + $0] - sources[3].values[minus + $0])
        })
    }
    return TokenVectors(values: values, dimension: size)
  }

  private static func uniform(_ numbers: inout SplitMix64) -> Float {
    Float(numbers.next() >> 40) / Float(1 << 24)
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }
}
