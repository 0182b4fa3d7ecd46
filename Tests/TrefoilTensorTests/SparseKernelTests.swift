import CTrefoilKernels
import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Sparse kernels")
struct SparseKernelTests {
  static let tables = KernelTests.tables
  /// Around the lanes of a vector, and the rows of a word.
  static let counts = [0, 1, 7, 8, 9, 31, 63, 64, 65, 200]

  private func kernels(_ index: Int) throws -> trefoil_sparse_kernels {
    unsafe try #require(trefoil_kernels_at(index)).pointee.sparse.pointee
  }

  /// Positive weights of very different sizes, so that the order of a sum shows in its bits.
  private func halves(_ count: Int, _ numbers: inout SeededNumbers) -> [UInt16] {
    numbers.weights(count).map { $0 & 0x7fff }
  }

  private func sums(_ numbers: inout SeededNumbers) -> [Float] {
    numbers.floats(Int(TREFOIL_SPARSE_ROWS)).map(abs)
  }

  private func expected(
    _ start: [Float], _ rows: [UInt16], _ weights: [UInt16], _ factor: Float
  ) -> [Float] {
    var sums = start
    for (row, weight) in zip(rows, weights) {
      let product = factor * Float(value(ofHalf: weight))
      sums[Int(row)] += product
    }
    return sums
  }

  @Test("a listed column is added as a plain loop does, to the bit", arguments: tables, counts)
  func listed(table: Int, count: Int) throws {
    var numbers = SeededNumbers(seed: 1)
    let start = sums(&numbers)
    let rows = (0..<count).map { UInt16($0 * 300 + numbers.next(below: 300)) }
    let weights = halves(count, &numbers)
    var scores = start
    unsafe try kernels(table).add_listed(rows, weights, count, 0.37, &scores)
    #expect(scores == expected(start, rows, weights, 0.37))
  }

  @Test("the first and the last row of a window are reached", arguments: tables)
  func borders(table: Int) throws {
    var scores = [Float](repeating: 0, count: Int(TREFOIL_SPARSE_ROWS))
    let rows: [UInt16] = [0, .max, 1, 2, 3, 4, 5, .max - 1]
    unsafe try kernels(table).add_listed(rows, [UInt16](repeating: 0x3c00, count: 8), 8, 2, &scores)
    #expect(scores.indices.filter { scores[$0] == 2 } == rows.map(Int.init).sorted())
  }

  @Test(
    "a masked column is added as a plain loop does, to the bit", arguments: tables, [0, 1, 2, 3, 9])
  func masked(table: Int, words: Int) throws {
    for (seed, share) in [0, 1, 8, 32, 60, 64].enumerated() {
      var numbers = SeededNumbers(seed: UInt64(seed))
      let start = sums(&numbers)
      let rows = (0..<64 * words).filter { _ in numbers.next(below: 64) < share }.map { UInt16($0) }
      var bits = [UInt64](repeating: 0, count: words)
      for row in rows { bits[Int(row) / 64] |= 1 << UInt64(row % 64) }
      let weights = halves(rows.count, &numbers)
      var scores = start
      let count = unsafe try kernels(table).add_masked(
        bits, words, weights, rows.count, 1.7, &scores)
      #expect(count == rows.count)
      #expect(scores == expected(start, rows, weights, 1.7))
    }
  }

  @Test("bits that ask for more weights than there are end the column", arguments: tables)
  func tooManyBits(table: Int) throws {
    var scores = [Float](repeating: 0, count: Int(TREFOIL_SPARSE_ROWS))
    let weights = [UInt16](repeating: 0x3c00, count: 65)
    let bits: [UInt64] = [.max, 3, .max]
    let count = unsafe try kernels(table).add_masked(
      bits, 3, weights, weights.count, 1, &scores)
    #expect(count == 66)
    #expect(Array(scores.prefix(65)) == [Float](repeating: 1, count: 64) + [0])
  }

  @Test("rows above a cut are found in order, and none that is not allowed", arguments: tables)
  func find(table: Int) throws {
    var numbers = SeededNumbers(seed: 3)
    for words in [0, 1, 2, 5] {
      var scores = numbers.floats(max(1, 64 * words))
      if words > 0 { scores[3] = .nan }
      let allowed = (0..<max(1, words)).map { _ in numbers.next() }
      let above = (0..<64 * words).filter { scores[$0] + 0.25 > 0.5 }
      let open = above.filter { allowed[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
      var rows = [UInt16](repeating: 0, count: 64 * words + 1)
      let find = unsafe try kernels(table).find_above
      #expect(unsafe find(scores, words, 0.25, 0.5, nil, &rows) == above.count)
      #expect(rows.prefix(above.count).map(Int.init) == above)
      #expect(unsafe find(scores, words, 0.25, 0.5, allowed, &rows) == open.count)
      #expect(rows.prefix(open.count).map(Int.init) == open)
    }
  }

  @Test("a sum that equals the cut is not above it", arguments: tables)
  func equal(table: Int) throws {
    let scores = [Float](repeating: 0.5, count: 64)
    var rows = [UInt16](repeating: 0, count: 64)
    #expect(unsafe try kernels(table).find_above(scores, 1, 0.25, 0.75, nil, &rows) == 0)
    #expect(unsafe try kernels(table).find_above(scores, 1, 0.25, 0.7499999, nil, &rows) == 64)
  }
}
