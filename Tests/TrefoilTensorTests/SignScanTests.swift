import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Scan of sign codes")
struct SignScanTests {
  static let dimensions = [1, 3, 64, 384, 1024]
  static let rowCounts = [0, 1, 63, 64, 65, 1025, 9000]

  /// Seeded vectors around a mean, their codes and a query.
  struct Case {
    let rows: Int
    let codes: SignCodes
    let vectors: [Float]
    let query: [Float]
    let bytes: [UInt8]

    init(rows: Int, dimension: Int) {
      var numbers = SeededNumbers(seed: 71)
      self.rows = rows
      let mean = numbers.floats(dimension)
      codes = SignCodes(mean: mean)
      vectors = (0..<rows).flatMap { _ in mean.map { $0 + numbers.unit() / 2 } }
      query = mean.map { $0 + numbers.unit() / 2 }
      bytes = codes.encode(vectors)
    }

    func best(_ limit: Int, allowed: RowSet? = nil, threads: Int = 1) -> [ScoredRow] {
      SignScan(vector: query, codes: codes).best(
        limit, bytes: bytes.span.bytes, rows: rows, allowed: allowed,
        team: ThreadTeam(count: threads))
    }

    /// The estimate as its definition has it, in Double, of each row.
    var estimates: [Double] {
      let mean = codes.mean.map(Double.init)
      return (0..<rows).map { row in
        let x = vectors[row * mean.count..<(row + 1) * mean.count].map(Double.init)
        let rest = zip(x, mean).map { $0 - $1 }
        let factor =
          rest.reduce(0) { $0 + $1 * $1 }
          / max(rest.reduce(0) { $0 + abs($1) }, .leastNormalMagnitude)
        var (signed, fixed) = (0.0, 0.0)
        for i in mean.indices {
          let apart = Double(query[i]) - mean[i]
          signed += rest[i] > 0 ? apart : -apart
          fixed += mean[i] * x[i] + apart * mean[i]
        }
        return fixed + factor * signed
      }
    }
  }

  @Test("estimates are those of the definition, to the step of the tables", arguments: dimensions)
  func reference(dimension: Int) {
    let one = Case(rows: 65, dimension: dimension)
    let expected = one.estimates
    let found = one.best(65)
    #expect(found.map(\.row).sorted() == Array(0..<65))
    for row in found {
      // A table's number is off by half a 255th of some 2 at most, and errors add up by chance.
      #expect(abs(Double(row.score) - expected[row.row]) < 4e-3 * Double(dimension).squareRoot())
    }
  }

  @Test("an estimate is near the inner product, and right on average")
  func unbiased() {
    let one = Case(rows: 9000, dimension: 384)
    var (sum, squares, deviations) = (0.0, 0.0, 0.0)
    let spread = 384.0.squareRoot() / 12
    for row in one.best(9000) {
      let x = one.vectors[row.row * 384..<(row.row + 1) * 384]
      let exact = zip(x, one.query).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      sum += Double(row.score) - exact
      squares += (Double(row.score) - exact) * (Double(row.score) - exact)
      deviations += 1
    }
    #expect(abs(sum / deviations) < 0.1 * spread)
    #expect((squares / deviations).squareRoot() < spread)
  }

  @Test(
    "the best are those of all estimates sorted, on one thread and on three", arguments: rowCounts)
  func best(rows: Int) {
    let one = Case(rows: rows, dimension: 64)
    let ranking = one.best(rows + 64)
    #expect(ranking.map(\.row).sorted() == Array(0..<rows))
    #expect(zip(ranking, ranking.dropFirst()).allSatisfy { $0.precedes($1) })
    for limit in [0, 1, 10, 500, rows] {
      #expect(one.best(limit) == Array(ranking.prefix(limit)))
      #expect(one.best(limit, threads: 3) == Array(ranking.prefix(limit)))
    }
  }

  @Test("several vectors find what each finds alone", arguments: [0, 1, 65, 9000])
  func several(rows: Int) {
    let one = Case(rows: rows, dimension: 64)
    let scans = [one.query, one.query.map { -$0 }].map { SignScan(vector: $0, codes: one.codes) }
    func best(_ scans: [SignScan]) -> [[ScoredRow]] {
      SignScan.best(
        scans, 20, bytes: one.bytes.span.bytes, rows: rows, allowed: nil,
        team: ThreadTeam(count: 3))
    }
    #expect(best(scans) == scans.map { best([$0])[0] })
  }

  @Test("rows that are not allowed never appear", arguments: [1, 63, 64, 65, 9000])
  func allowed(rows: Int) {
    let one = Case(rows: rows, dimension: 3)
    let ranking = one.best(rows)
    var numbers = SeededNumbers(seed: 72)
    var (some, single) = (RowSet(rows: rows), RowSet(rows: rows))
    for row in 0..<rows where numbers.next(below: 100) == 0 { some.insert(row) }
    single.insert(rows - 1)
    for set in [RowSet(rows: rows), RowSet(allOf: rows), some, single] {
      let expected = Array(ranking.filter { set.contains($0.row) }.prefix(20))
      #expect(one.best(20, allowed: set, threads: 2) == expected)
    }
  }

  @Test("copied rows are the bytes of the same rows encoded", arguments: [1, 64, 384])
  func copy(dimension: Int) {
    let one = Case(rows: 130, dimension: dimension)
    for chosen in [[], [129], [3, 64, 63, 3], Array(0..<65), Array(0..<130)] {
      let vectors = chosen.flatMap { one.vectors[$0 * dimension..<($0 + 1) * dimension] }
      #expect(one.codes.copy(chosen, from: one.bytes.span.bytes) == one.codes.encode(vectors))
    }
  }

  @Test("neither a row that is not finite nor the room behind the last is found")
  func notFinite() {
    let codes = SignCodes(mean: [0, 0])
    let bytes = codes.encode([1, 2, .nan, 1, 1, .infinity, 3, -.infinity, 0, 0])
    for (query, expected) in [([1, 1], [0, 4]), ([.nan, 1], []), ([1, -.infinity], [])]
      as [([Float], [Int])]
    {
      let found = SignScan(vector: query, codes: codes).best(
        64, bytes: bytes.span.bytes, rows: 64, allowed: nil, team: ThreadTeam(count: 1))
      #expect(found.map(\.row) == expected)
    }
  }

  @Test("any bytes give estimates that are finite or left out")
  func garbage() {
    var numbers = SeededNumbers(seed: 73)
    let codes = SignCodes(mean: numbers.floats(384))
    let bytes = (0..<codes.byteCount(rows: 1025) + 1).map { _ in
      UInt8(truncatingIfNeeded: numbers.next())
    }
    let found = SignScan(vector: numbers.floats(384), codes: codes).best(
      2000, bytes: bytes.span.bytes.extracting(1...), rows: 1025, allowed: nil,
      team: ThreadTeam(count: 2))
    #expect(found.count > 900 && found.allSatisfy { $0.row < 1025 && $0.score.isFinite })
  }
}
