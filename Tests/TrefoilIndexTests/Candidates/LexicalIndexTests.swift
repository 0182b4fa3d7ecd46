import Testing
import Trefoil
import TrefoilIndex
import TrefoilTensor
import TrefoilTesting

@Suite("Lexical index")
struct LexicalIndexTests {
  static let alone = ThreadTeam(count: 1)
  /// Prices of a row's own score at which all, many and few rows are scored so.
  static let costs = [0, 1, 8, LexicalIndex.standardRowCost]

  /// Every row scored on its own, as fp16 keeps it.
  private func exhaustive(
    _ limit: Int, _ query: LexicalWeights, _ rows: LexicalRows, allowed: [UInt64]? = nil,
    floor: Float = 0
  ) throws -> [String] {
    let scores = try (0..<rows.count).map { row in
      (row: row, score: LexicalScorer.score(query, try rows.weights(of: row)))
    }
    return scores.filter { row, score in
      let isAllowed = allowed.map { $0[row / 64] >> UInt64(row % 64) & 1 == 1 } ?? true
      return isAllowed && score > 0 && score >= floor
    }.sorted { ($0.score, $1.row) > ($1.score, $0.row) }.prefix(limit).map(text)
  }

  private func text(_ hit: (row: Int, score: Float)) -> String {
    "\(hit.row) \(hit.score.bitPattern)"
  }

  private func expectExact(
    _ limit: Int, _ query: LexicalWeights, _ index: LexicalIndex, allowed: [UInt64]? = nil,
    floor: Float = 0, team: ThreadTeam = alone
  ) throws {
    let best = try index.best(limit, query: query, allowed: allowed, floor: floor, team: team)
    let expected = try exhaustive(limit, query, index.rows, allowed: allowed, floor: floor)
    #expect(best.map(text) == expected)
  }

  @Test(
    "finds what scoring every row finds, to the bit",
    arguments: [0, 1, 63, 64, 65, 127, 129, 700], [6, 15])
  func exact(count: Int, windowBits: Int) throws {
    var texts = ZipfTexts(seed: UInt64(count))
    let sections = try LexicalSections(texts.texts(count, length: 60), windowBits: windowBits)
    for cost in Self.costs {
      let index = try sections.index(rowCost: cost)
      for _ in 0..<2 {
        let query = texts.text(length: 12)
        for limit in [0, 1, 10, count + 1] { try expectExact(limit, query, index) }
      }
    }
  }

  @Test("finds the same with any number of threads", arguments: [2, 3, 7], costs)
  func threads(count: Int, cost: Int) throws {
    var texts = ZipfTexts(seed: 5)
    let index = try LexicalSections(texts.texts(900, length: 50)).index(rowCost: cost)
    let team = ThreadTeam(count: count)
    for _ in 0..<3 { try expectExact(10, texts.text(length: 20), index, team: team) }
  }

  @Test("finds allowed rows alone, however few", arguments: [0, 1, 2, 16, 62, 64], costs)
  func allowed(share: Int, cost: Int) throws {
    var texts = ZipfTexts(seed: 6)
    let index = try LexicalSections(texts.texts(1000, length: 50), windowBits: 8).index(
      rowCost: cost)
    for _ in 0..<3 {
      var words = [UInt64](repeating: 0, count: 16)
      for row in 0..<1024 where texts.numbers.next(below: 64) < share {
        words[row / 64] |= 1 << UInt64(row % 64)
      }
      let query = texts.text(length: 15)
      for limit in [10, 2000] { try expectExact(limit, query, index, allowed: words) }
    }
  }

  @Test("leaves out what scores below a floor, and keeps what equals it", arguments: costs)
  func floor(cost: Int) throws {
    var texts = ZipfTexts(seed: 7)
    let index = try LexicalSections(texts.texts(500, length: 50)).index(rowCost: cost)
    let query = texts.text(length: 30)
    let scores = try index.best(500, query: query, team: Self.alone).map(\.score)
    for floor in [scores[0].nextUp, scores[0], scores[9], scores[9].nextUp, .infinity] {
      for limit in [1, 10, 500] { try expectExact(limit, query, index, floor: floor) }
    }
  }

  @Test("puts equal scores in the order of the rows, across windows", arguments: costs)
  func ties(cost: Int) throws {
    let row = LexicalWeights([(3, 0.5), (9, 0.25), (40_000, 0.125)])
    let index = try LexicalSections([LexicalWeights](repeating: row, count: 300)).index(
      rowCost: cost)
    let teams = [Self.alone, ThreadTeam(count: 3)]
    for query in [LexicalWeights([(9, 1)]), LexicalWeights([(3, 0.1), (9, 0.3), (40_000, 0.7)])] {
      for (limit, team) in [1, 64, 65, 300].flatMap({ limit in teams.map { (limit, $0) } }) {
        let best = try index.best(limit, query: query, team: team)
        #expect(best.map(\.row) == Array(0..<limit))
      }
    }
  }

  @Test("keeps the order of rounding where weights are of very different sizes", arguments: costs)
  func wideRange(cost: Int) throws {
    var numbers = SeededNumbers(seed: 8)
    func weights(_ count: Int, largest: Int) -> LexicalWeights {
      LexicalWeights(
        (0..<count).map { _ in
          var value: Float = 1 + abs(numbers.unit())
          for _ in 0..<numbers.next(below: largest) { value *= 2 }
          return (TokenID(numbers.next(below: 40)), value / 256)
        })
    }
    let index = try LexicalSections((0..<400).map { _ in weights(30, largest: 23) }).index(
      rowCost: cost)
    for _ in 0..<5 { try expectExact(7, weights(30, largest: 23), index) }
    // Sums that overflow, and products that vanish.
    for factor in [Float.greatestFiniteMagnitude, .leastNonzeroMagnitude] {
      let query = LexicalWeights((0..<40).map { (TokenID($0), factor) })
      for limit in [5, 400] { try expectExact(limit, query, index) }
    }
  }

  @Test("finds nothing for a query without tokens that the rows have")
  func absent() throws {
    let index = try LexicalSections([LexicalWeights([(5, 1)]), LexicalWeights([])]).index()
    for query in [[], [(4, 1)], [(6, 1)], [(.max, 1)]] as [[(TokenID, Float)]] {
      #expect(try index.best(3, query: LexicalWeights(query), team: Self.alone).isEmpty)
    }
  }

  @Test("scores given rows as the search does")
  func scores() throws {
    var texts = ZipfTexts(seed: 9)
    let index = try LexicalSections(texts.texts(200, length: 50)).index()
    let query = texts.text(length: 30)
    let best = try index.best(50, query: query, team: Self.alone)
    #expect(try index.rows.scores(of: best.map(\.row), query: query) == best.map(\.score))
  }
}
