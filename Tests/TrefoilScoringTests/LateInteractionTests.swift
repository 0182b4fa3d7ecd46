import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilScoring

@Suite("Late interaction of many passages")
struct LateInteractionTests {
  /// Token counts on and beside the borders of tiles, with empty passages between.
  static let tokenCounts = [0, 1, 11, 12, 13, 0, 180, 600, 2, 0]

  private var generator = SeededNumbers(seed: 31)

  /// Rows of length 1 in random directions.
  private mutating func vectors(_ count: Int, dimension: Int) -> TokenVectors {
    var values: [Float] = []
    for _ in 0..<count {
      // A sum of four flat numbers falls off towards its ends, as a model's numbers do.
      let row = (0..<dimension).map { _ in
        (0..<4).reduce(Float(0)) { sum, _ in sum + generator.unit() }
      }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      values += row.map { $0 / length }
    }
    return TokenVectors(values: values, dimension: dimension)
  }

  private mutating func passages(dimension: Int) -> [TokenVectors] {
    Self.tokenCounts.map { vectors($0, dimension: dimension) }
  }

  private func reference(_ query: TokenVectors, _ passage: TokenVectors) -> Double {
    guard query.count > 0 && passage.count > 0 else { return 0 }
    return (0..<query.count).reduce(0.0) { sum, i in
      sum
        + (0..<passage.count).reduce(-Double.infinity) { best, j in
          max(best, zip(query[i], passage[j]).reduce(0.0) { $0 + Double($1.0) * Double($1.1) })
        }
    } / Double(query.count)
  }

  @Test(
    "scores equal a Double reference within what the format keeps",
    arguments: [(RowFormat.float32, 1e-6), (.float16, 1e-4), (.int8, 2e-3)], [128, 1024])
  mutating func accuracy(format: (RowFormat, tolerance: Double), dimension: Int) {
    for queryTokens in [1, 31, 32, 33] {
      let query = vectors(queryTokens, dimension: dimension)
      let passages = self.passages(dimension: dimension)
      let scores = LateInteractionScorer.maxSim(
        query, PassageVectors(passages, format: format.0))
      for (score, passage) in zip(scores, passages) {
        #expect(abs(Double(score) - reference(query, passage)) < format.tolerance)
      }
    }
  }

  @Test(
    "a score is the same bits alone and among others, on one thread and on three",
    arguments: RowFormat.allCases)
  mutating func sameBits(format: RowFormat) {
    let scorer = LateInteractionScorer(threads: 3)
    for queryTokens in [0, 1, 16, 17, 33] {
      let query = vectors(queryTokens, dimension: 67)
      let passages = (0..<3).flatMap { _ in self.passages(dimension: 67) }
      let together = LateInteractionScorer.maxSim(query, PassageVectors(passages, format: format))
      let threaded = scorer.maxSim(query, PassageVectors(passages, format: format))
      let alone = passages.map {
        LateInteractionScorer.maxSim(query, PassageVectors([$0], format: format))[0]
      }
      #expect(together == alone)
      #expect(threaded == together)
      if format == .float32 {
        #expect(together == passages.map { LateInteractionScorer.maxSim(query, $0) })
        #expect(together == LateInteractionScorer.maxSim(query, passages))
        #expect(together == scorer.maxSim(query, passages))
      }
    }
  }

  @Test("one scorer serves several tasks at once, with the same bits")
  mutating func concurrent() async {
    let scorer = LateInteractionScorer(threads: 2)
    let queries = (1...8).map { vectors($0, dimension: 67) }
    let passages = PassageVectors((0..<40).flatMap { _ in self.passages(dimension: 67) })
    let expected = queries.map { LateInteractionScorer.maxSim($0, passages) }
    let found = await withTaskGroup(of: (Int, [Float]).self) { group in
      for (index, query) in queries.enumerated() {
        group.addTask { (index, scorer.maxSim(query, passages)) }
      }
      return await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
    }
    for (index, scores) in expected.enumerated() { #expect(found[index] == scores) }
  }

  @Test("no passages give no scores, and an empty side gives zero")
  mutating func nothing() {
    let query = vectors(2, dimension: 5)
    let none = TokenVectors(values: [], dimension: 5)
    for format in RowFormat.allCases {
      #expect(LateInteractionScorer.maxSim(query, PassageVectors(format: format)).isEmpty)
      #expect(LateInteractionScorer.maxSim(none, PassageVectors([query], format: format)) == [0])
      #expect(LateInteractionScorer.maxSim(query, PassageVectors([none], format: format)) == [0])
    }
    #expect(LateInteractionScorer.maxSim(query, [TokenVectors]()).isEmpty)
  }

  @Test("appended passages stand behind the others, and take what their format says")
  mutating func append() {
    let passages = self.passages(dimension: 7)
    let tokens = Self.tokenCounts.reduce(0, +)
    for (format, bytes) in [(RowFormat.float32, 28), (.float16, 14), (.int8, 8 + 4)] {
      var vectors = PassageVectors(format: format)
      #expect(vectors.dimension == 0 && vectors.count == 0 && vectors.byteCount == 0)
      for passage in passages { vectors.append(passage) }
      #expect(vectors.format == format && vectors.dimension == 7)
      #expect(vectors.count == passages.count)
      #expect(vectors.offsets == Self.tokenCounts.reduce(into: [0]) { $0.append($0.last! + $1) })
      #expect(vectors.byteCount == tokens * bytes)
      let query = passages[4]
      #expect(
        LateInteractionScorer.maxSim(query, vectors)
          == LateInteractionScorer.maxSim(query, PassageVectors(passages, format: format)))
    }
  }

  @Test("numbers that are not finite trap nowhere and spoil no other passage's score")
  func notFinite() {
    let query = TokenVectors(values: [1, 0, 0, 0, 1, 0], dimension: 3)
    let fine = TokenVectors(values: [0.6, 0.8, 0], dimension: 3)
    for number: Float in [.nan, .infinity, -.infinity, 1e30] {
      let odd = TokenVectors(values: [number, 1, 0, 0, 0, 0], dimension: 3)
      for format in RowFormat.allCases {
        let scores = LateInteractionScorer.maxSim(
          query, PassageVectors([fine, odd, fine], format: format))
        #expect(abs(scores[0] - 0.7) < 5e-3 && scores[2] == scores[0])
        _ = LateInteractionScorer.maxSim(odd, PassageVectors([fine, odd], format: format))
      }
    }
  }

  @Test("a difference in dimension stops the process")
  func mismatch() async {
    await #expect(processExitsWith: .failure) {
      let query = TokenVectors(values: [1, 0], dimension: 2)
      _ = LateInteractionScorer.maxSim(
        query, PassageVectors([TokenVectors(values: [1, 0, 0], dimension: 3)]))
    }
    await #expect(processExitsWith: .failure) {
      let query = TokenVectors(values: [1, 0], dimension: 2)
      _ = LateInteractionScorer.maxSim(query, [TokenVectors(values: [1, 0, 0], dimension: 3)])
    }
    await #expect(processExitsWith: .failure) {
      var vectors = PassageVectors([TokenVectors(values: [1, 0, 0], dimension: 3)])
      vectors.append(TokenVectors(values: [1, 0], dimension: 2))
    }
  }
}
