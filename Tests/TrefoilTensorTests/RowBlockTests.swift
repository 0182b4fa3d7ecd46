import Foundation
import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Row blocks")
struct RowBlockTests {
  private func layer(
    _ precision: Precision, out: Int, depth: Int, seed: UInt64, norm: LayerNorm? = nil
  ) -> (layer: LinearLayer, weight: [Double], bias: [Float]) {
    var numbers = SeededNumbers(seed: seed)
    let halves = numbers.weights(out * depth)
    let bias = numbers.floats(out)
    let packer = WeightPacker(
      precision: precision, shapes: [[out, depth]], team: ThreadTeam(count: 2))
    let weight = packer.pack(HalfTensor(halves: halves, shape: [out, depth]), inputsFrom: norm)
    return (LinearLayer(weight: weight, bias: bias), halves.map(value(ofHalf:)), bias)
  }

  private func expected(
    _ x: [Double], _ weight: [Double], _ bias: [Float], depth: Int
  ) -> [Double] {
    let out = bias.count
    return (0..<x.count / depth * out).map { index in
      (0..<depth).reduce(Double(bias[index % out])) {
        $0 + x[index / out * depth + $1] * weight[index % out * depth + $1]
      }
    }
  }

  private func relativeError(_ found: [Float], _ expected: [Double]) -> Double {
    let error = zip(found, expected).reduce(0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
    }
    return (error / expected.reduce(0) { $0 + $1 * $1 }).squareRoot()
  }

  static let bounds: [(Precision, Double)] = [(.exact, 1e-6), (.balanced, 1e-3), (.fast, 1.5e-2)]

  @Test(
    "a product equals a Double reference for any shape and number of threads",
    arguments: [(1, 1, 1), (3, 5, 7), (96, 64, 65), (97, 130, 64), (193, 65, 257), (400, 63, 33)],
    [1, 2, 3])
  func product(shape: (rows: Int, out: Int, depth: Int), threads: Int) {
    let (rows, out, depth) = shape
    var numbers = SeededNumbers(seed: 11)
    let x = numbers.floats(rows * depth)
    for (precision, bound) in Self.bounds {
      let (layer, weight, bias) = layer(precision, out: out, depth: depth, seed: 12)
      var input = Matrix(x, columns: depth)
      // A column on each side, to see that nothing else is written.
      var output = Matrix(
        [Float](repeating: 9, count: rows * (out + 2)), columns: out + 2)
      var blocks = RowBlocks(
        precision: precision, hidden: depth, inner: 1, team: ThreadTeam(count: threads))
      let (from, to) = (input.view(), output.view().columns(1..<out + 1))
      blocks.run(rows: rows) { $0.setProduct(of: from, layer, into: to) }
      let values = output.values
      let found: [Float] = (0..<rows).flatMap { row in
        let start = row * (out + 2) + 1
        return values[start..<start + out]
      }
      let wanted = expected(x.map(Double.init), weight, bias, depth: depth)
      #expect(relativeError(found, wanted) < bound, "\(precision)")
      #expect((0..<rows).allSatisfy { values[$0 * (out + 2)] == 9 })
      #expect((0..<rows).allSatisfy { values[$0 * (out + 2) + out + 1] == 9 })
    }
  }

  @Test("a feed-forward block equals a Double reference", arguments: [5, 250])
  func feedForward(rows: Int) {
    let (hidden, inner) = (24, 300)
    var numbers = SeededNumbers(seed: 13)
    let x = numbers.floats(rows * hidden)
    for (precision, bound) in Self.bounds {
      let first = layer(precision, out: inner, depth: hidden, seed: 14)
      let second = layer(precision, out: hidden, depth: inner, seed: 15)
      var states = Matrix(x, columns: hidden)
      var blocks = RowBlocks(
        precision: precision, hidden: hidden, inner: inner, team: ThreadTeam(count: 2))
      let view = states.view()
      blocks.run(rows: rows) { $0.addFeedForward(view, inner: first.layer, outer: second.layer) }
      let between = expected(x.map(Double.init), first.weight, first.bias, depth: hidden)
        .map { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }
      let wanted = zip(x, expected(between, second.weight, second.bias, depth: inner))
        .map { Double($0) + $1 }
      #expect(relativeError(states.values, wanted) < 2 * bound, "\(precision)")
    }
  }

  @Test("three layers that share their inputs land side by side, smoothed or not")
  func three() {
    let (rows, depth) = (7, 96)
    var numbers = SeededNumbers(seed: 16)
    // One channel is far larger than the others, and the norm says so.
    var gains = [Float](repeating: 1, count: depth)
    gains[5] = 60
    let norm = LayerNorm(scale: gains, shift: gains.map { _ in 0 }, epsilon: 1e-5)
    let x = numbers.floats(rows * depth).enumerated().map { $1 * gains[$0 % depth] }
    for (precision, bound) in Self.bounds {
      for norm in [nil, norm] {
        let layers = [(32, 17), (64, 18), (5, 19)].map {
          layer(precision, out: $0.0, depth: depth, seed: $0.1, norm: norm)
        }
        var input = Matrix(x, columns: depth)
        var output = Matrix(rows: rows, columns: 101)
        var blocks = RowBlocks(
          precision: precision, hidden: depth, inner: 1, team: ThreadTeam(count: 2))
        let (from, to) = (input.view(), output.view())
        blocks.run(rows: rows) {
          $0.setProducts(of: from, layers[0].layer, layers[1].layer, layers[2].layer, into: to)
        }
        let wanted = layers.map {
          expected(x.map(Double.init), $0.weight, $0.bias, depth: depth)
        }
        let values = output.values
        for (place, out, number) in [(0, 32, 0), (32, 64, 1), (96, 5, 2)] {
          let found: [Float] = (0..<rows).flatMap { row in
            values[row * 101 + place..<row * 101 + place + out]
          }
          #expect(relativeError(found, wanted[number]) < 2 * bound, "\(precision), \(number)")
        }
      }
    }
  }

  @Test("smoothing by the norm gives 8-bit products with a large channel back their precision")
  func smoothing() {
    let (rows, out, depth) = (50, 64, 128)
    var numbers = SeededNumbers(seed: 20)
    var gains = [Float](repeating: 1, count: depth)
    gains[9] = 80
    let norm = LayerNorm(scale: gains, shift: gains.map { _ in 0 }, epsilon: 1e-5)
    let x = numbers.floats(rows * depth).enumerated().map { $1 * gains[$0 % depth] }
    var errors: [Double] = []
    for norm in [nil, norm] {
      let (layer, weight, bias) = layer(.fast, out: out, depth: depth, seed: 21, norm: norm)
      // What the large channel adds is known to both; the rest tells them apart.
      var input = Matrix(x, columns: depth)
      var output = Matrix(rows: rows, columns: out)
      var blocks = RowBlocks(precision: .fast, hidden: depth, inner: 1, team: ThreadTeam(count: 1))
      let (from, to) = (input.view(), output.view())
      blocks.run(rows: rows) { $0.setProduct(of: from, layer, into: to) }
      errors.append(
        relativeError(output.values, expected(x.map(Double.init), weight, bias, depth: depth)))
    }
    #expect(errors[1] < errors[0] / 2)
  }

  @Test("a row's results have the same bits in any company and with any number of threads")
  func determinism() {
    let (rows, hidden, inner) = (500, 40, 260)
    var numbers = SeededNumbers(seed: 22)
    let x = numbers.floats(rows * hidden)
    // OpenBLAS, which scalar leaves fp32 products to, sums by the number of rows.
    let byBLAS = KernelTable.current.instructionSet == .scalar
    for precision in Precision.allCases where precision != .exact || !byBLAS {
      let first = layer(precision, out: inner, depth: hidden, seed: 23).layer
      let second = layer(precision, out: hidden, depth: inner, seed: 24).layer
      func run(_ rows: Range<Int>, threads: Int) -> [Float] {
        var states = Matrix(
          Array(x[rows.lowerBound * hidden..<rows.upperBound * hidden]), columns: hidden)
        var blocks = RowBlocks(
          precision: precision, hidden: hidden, inner: inner, team: ThreadTeam(count: threads))
        let view = states.view()
        blocks.run(rows: rows.count) { $0.addFeedForward(view, inner: first, outer: second) }
        return states.values
      }
      let whole = run(0..<rows, threads: 1)
      #expect(run(0..<rows, threads: 3) == whole, "\(precision)")
      for range in [0..<1, 3..<10, 17..<210] {
        let part = Array(whole[range.lowerBound * hidden..<range.upperBound * hidden])
        #expect(run(range, threads: 2) == part, "\(precision), \(range)")
      }
    }
  }

  @Test("a product of mismatched shapes stops the process")
  func mismatch() async {
    await #expect(processExitsWith: .failure) {
      let packer = WeightPacker(precision: .exact, shapes: [[2, 2]], team: ThreadTeam(count: 1))
      let layer = LinearLayer(
        weight: packer.pack(HalfTensor(halves: [0, 0, 0, 0], shape: [2, 2])), bias: [0, 0])
      var input = Matrix([1, 2, 3], columns: 3)
      var output = Matrix(rows: 1, columns: 2)
      var blocks = RowBlocks(precision: .exact, hidden: 3, inner: 1, team: ThreadTeam(count: 1))
      let (from, to) = (input.view(), output.view())
      blocks.run(rows: 1) { $0.setProduct(of: from, layer, into: to) }
    }
  }
}

@Suite("Attention")
struct AttentionTests {
  @Test(
    "each sequence attends to itself alone, whatever is beside it and however many threads",
    arguments: Precision.allCases)
  func sequences(precision: Precision) {
    let (heads, columns) = (3, 24)
    let offsets = [0, 1, 3, 130, 400, 528]
    var numbers = SeededNumbers(seed: 31)
    let values = numbers.floats(528 * 3 * columns, bound: 2)
    func context(_ offsets: [Int], from row: Int, threads: Int) -> [Float] {
      let rows = offsets[offsets.count - 1]
      let start = row * 3 * columns
      var projections = Matrix(
        Array(values[start..<start + rows * 3 * columns]), columns: 3 * columns)
      var output = Matrix(rows: rows, columns: columns)
      var scratch = AttentionScratch(team: ThreadTeam(count: threads))
      attend(
        projections.view(), heads: heads, plan: AttentionPlan(offsets: offsets), queries: nil,
        precision: precision, into: output.view(), scratch: &scratch)
      return output.values
    }
    let together = context(offsets, from: 0, threads: 1)
    #expect(context(offsets, from: 0, threads: 3) == together)
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      let alone = context([0, end - start], from: start, threads: 2)
      #expect(alone == Array(together[start * columns..<end * columns]))
    }
  }

  @Test("one row of each sequence gets the same bits as among all", arguments: Precision.allCases)
  func chosenRows(precision: Precision) {
    let (heads, columns) = (2, 32)
    let offsets = [0, 5, 140]
    var numbers = SeededNumbers(seed: 32)
    var projections = Matrix(numbers.floats(140 * 3 * columns), columns: 3 * columns)
    let plan = AttentionPlan(offsets: offsets)
    var scratch = AttentionScratch(team: ThreadTeam(count: 2))
    var chosen = Matrix(rows: 2, columns: columns)
    attend(
      projections.view(), heads: heads, plan: plan, queries: [0, 139], precision: precision,
      into: chosen.view(), scratch: &scratch)
    // All rows, in the queries' own place.
    attend(
      projections.view(), heads: heads, plan: plan, queries: nil, precision: precision,
      into: projections.view().columns(0..<columns), scratch: &scratch)
    let all = projections.values
    #expect(Array(chosen.values.prefix(columns)) == Array(all.prefix(columns)))
    let last = 139 * 3 * columns
    #expect(Array(chosen.values.suffix(columns)) == Array(all[last..<last + columns]))
  }
}
