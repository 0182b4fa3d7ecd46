import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Scan of dense codes")
struct DenseScanTests {
  static let dimensions = [1, 3, 64, 384, 1024]
  /// On and beside the borders of a word of allowed rows, of a block and of a thread's piece.
  static let rowCounts = [0, 1, 63, 64, 65, 1025, 9000]

  /// Seeded vectors, their codes and a query.
  struct Case {
    let rows: Int
    let dimension: Int
    let vectors: [Float]
    let query: [Float]
    let codes: DenseCodes

    init(rows: Int, dimension: Int, seed: UInt64 = 61) {
      var numbers = SeededNumbers(seed: seed)
      self.rows = rows
      self.dimension = dimension
      vectors = numbers.floats(rows * dimension)
      query = numbers.floats(dimension)
      codes = DenseCodes(vectors, dimension: dimension)
    }

    func best(
      _ limit: Int, allowed: RowSet? = nil, scales: [Float]? = nil, threads: Int = 1
    ) -> [ScoredRow] {
      let scales = scales ?? codes.scales
      return DenseScan(vector: query).best(
        limit, codes: codes.codes.span.bytes, scales: scales.span.bytes, rows: rows,
        allowed: allowed, team: ThreadTeam(count: threads))
    }

    func scores(of rows: [Int]) -> [Float] {
      DenseScan(vector: query).scores(
        of: rows, codes: codes.codes.span.bytes, scales: codes.scales.span.bytes, rows: self.rows)
    }

    /// All rows by their scores, sorted plainly.
    var ranking: [ScoredRow] {
      zip(0..<rows, scores(of: Array(0..<rows))).map { ScoredRow(row: $0, score: $1) }
        .sorted { $0.score > $1.score || ($0.score == $1.score && $0.row < $1.row) }
    }
  }

  @Test("scores equal a Double reference of the codes", arguments: dimensions)
  func reference(dimension: Int) {
    let one = Case(rows: 65, dimension: dimension)
    let stride = DenseCodes.rowBytes(dimension: dimension)
    let scores = one.scores(of: Array(0..<65))
    for row in 0..<65 {
      let expected = (0..<dimension).reduce(0.0) {
        $0 + Double(one.query[$1]) * Double(one.codes.codes[row * stride + $1])
      }
      #expect(
        abs(Double(scores[row]) - expected * Double(one.codes.scales[row]))
          < 1e-4 * Double(dimension).squareRoot())
    }
  }

  @Test("rounding is off by about half a step, and padding is zero", arguments: dimensions)
  func rounding(dimension: Int) {
    let one = Case(rows: 5, dimension: dimension)
    let stride = DenseCodes.rowBytes(dimension: dimension)
    #expect(stride.isMultiple(of: 64))
    for row in 0..<5 {
      let scale = one.codes.scales[row]
      for k in 0..<stride {
        let code = one.codes.codes[row * stride + k]
        guard k < dimension else {
          #expect(code == 0)
          continue
        }
        #expect(abs(Float(code) * scale - one.vectors[row * dimension + k]) <= scale * 0.6)
      }
    }
  }

  @Test("the best are those of a plain sort, on one thread and on three", arguments: rowCounts)
  func best(rows: Int) {
    let one = Case(rows: rows, dimension: 3)
    let ranking = one.ranking
    for limit in [0, 1, 10, 500, rows, rows + 7] {
      let expected = Array(ranking.prefix(limit))
      #expect(one.best(limit) == expected)
      #expect(one.best(limit, threads: 3) == expected)
    }
  }

  @Test("several vectors find what each finds alone", arguments: [0, 1, 65, 9000])
  func several(rows: Int) {
    let one = Case(rows: rows, dimension: 64)
    let vectors = [one.query, one.query.map { -$0 }, (0..<64).map { $0 == 5 ? 1 : 0 }]
    var few = RowSet(rows: rows)
    for row in stride(from: 0, to: rows, by: 37) { few.insert(row) }
    for allowed in [nil, few] {
      func best(_ scans: [DenseScan]) -> [[ScoredRow]] {
        DenseScan.best(
          scans, 20, codes: one.codes.codes.span.bytes, scales: one.codes.scales.span.bytes,
          rows: rows, allowed: allowed, team: ThreadTeam(count: 3))
      }
      let scans = vectors.map { DenseScan(vector: $0) }
      #expect(best(scans) == scans.map { best([$0])[0] })
      #expect(best([]).isEmpty)
    }
  }

  @Test("rows of the same score come in order")
  func ties() {
    let dimension = 3
    let vectors = [Float](repeating: 0.5, count: 9000 * dimension)
    let codes = DenseCodes(vectors, dimension: dimension)
    let found = DenseScan(vector: [1, 2, 3]).best(
      70, codes: codes.codes.span.bytes, scales: codes.scales.span.bytes, rows: 9000,
      allowed: nil, team: ThreadTeam(count: 3))
    #expect(found.map(\.row) == Array(0..<70))
  }

  @Test("rows that are not allowed never appear", arguments: [1, 63, 64, 65, 9000])
  func allowed(rows: Int) {
    let one = Case(rows: rows, dimension: 64)
    var numbers = SeededNumbers(seed: 62)
    var (some, few, single) = (RowSet(rows: rows), RowSet(rows: rows), RowSet(rows: rows))
    for row in 0..<rows where numbers.next(below: 3) == 0 { some.insert(row) }
    for row in 0..<rows where numbers.next(below: 100) == 0 { few.insert(row) }
    single.insert(rows - 1)
    for set in [RowSet(rows: rows), RowSet(allOf: rows), some, few, single] {
      let expected = Array(one.ranking.filter { set.contains($0.row) }.prefix(20))
      #expect(one.best(20, allowed: set) == expected)
      #expect(one.best(20, allowed: set, threads: 3) == expected)
    }
  }

  @Test("a row whose scale is not finite is never found")
  func notFinite() {
    let one = Case(rows: 66, dimension: 64)
    var scales = one.codes.scales
    for (row, scale) in zip([0, 63, 64], [Float.nan, .infinity, -.infinity]) {
      scales[row] = scale
    }
    let found = one.best(66, scales: scales)
    #expect(found.map(\.row).sorted() == (0..<66).filter { ![0, 63, 64].contains($0) })
    let codes = DenseCodes([.nan, 1, 0, 0, .infinity, 1, 1, 2], dimension: 2)
    #expect(codes.scales.map(\.isNaN) == [true, false, true, false])
    #expect(codes.scales[1] == 0)
  }

  @Test("a query that is not finite finds nothing, and one of zeros finds rows in order")
  func query() {
    let one = Case(rows: 65, dimension: 3)
    for (query, expected) in [([1, .nan, 1], []), ([0, 0, 0], [0, 1, 2])] as [([Float], [Int])] {
      let found = DenseScan(vector: query).best(
        3, codes: one.codes.codes.span.bytes, scales: one.codes.scales.span.bytes, rows: 65,
        allowed: nil, team: ThreadTeam(count: 1))
      #expect(found.map(\.row) == expected)
    }
  }

  @Test("any bytes give scores that are finite or left out")
  func garbage() {
    var numbers = SeededNumbers(seed: 63)
    let codes = (0..<1025 * 384).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
    // An odd address: nothing promises that numbers in a file are aligned.
    let scales = (0..<1025 * 4 + 1).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
    let found = DenseScan(vector: numbers.floats(384)).best(
      2000, codes: codes.span.bytes, scales: scales.span.bytes.extracting(1...), rows: 1025,
      allowed: nil, team: ThreadTeam(count: 2))
    #expect(found.count > 900 && found.allSatisfy { $0.score.isFinite })
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.precedes($1) })
  }
}

@Suite("Sets of rows")
struct RowSetTests {
  @Test("a full set holds every row and no bit behind them", arguments: [0, 1, 63, 64, 65, 128])
  func full(rows: Int) {
    let set = RowSet(allOf: rows)
    #expect(set.count == rows)
    #expect(set.words.count == (rows + 63) / 64)
    #expect(RowSet(words: set.words.map { _ in .max }, rows: rows) == set)
    #expect(RowSet(rows: rows).isEmpty)
    #expect(set.isEmpty == (rows == 0))
  }

  @Test("what is added is held until it is taken away")
  func changes() {
    var set = RowSet(rows: 130)
    for row in [0, 63, 64, 129] { set.insert(row) }
    #expect((0..<130).filter(set.contains) == [0, 63, 64, 129])
    set.remove(64)
    #expect(set.count == 3)
    var other = RowSet(rows: 130)
    other.insert(63)
    other.insert(64)
    set.formIntersection(other)
    #expect((0..<130).filter(set.contains) == [63])
  }
}
