import Foundation
import Testing
import TrefoilTensor

@Suite("Matrices")
struct MatrixTests {
  private func reference(
    _ x: [Float], _ weight: [UInt16], rows: Int, out: Int, depth: Int
  ) -> [Double] {
    (0..<rows * out).map { index in
      let (row, column) = (index / out, index % out)
      return (0..<depth).reduce(0.0) {
        $0 + Double(x[row * depth + $1]) * value(ofHalf: weight[column * depth + $1])
      }
    }
  }

  @Test(
    "a product with fp16 weights equals a Double reference for any shape and number of threads",
    arguments: [(1, 1, 1), (3, 5, 7), (12, 48, 96), (63, 130, 64), (64, 130, 64), (65, 257, 33)],
    [1, 2, 3])
  func product(shape: (rows: Int, out: Int, depth: Int), threads: Int) {
    let (rows, out, depth) = shape
    var numbers = SeededNumbers(seed: 11)
    let x = numbers.floats(rows * depth)
    let weight = numbers.weights(out * depth)
    let scratch = PanelScratch(team: ThreadTeam(count: threads))
    let input = Matrix(x, columns: depth)
    var output = Matrix([Float](repeating: .nan, count: rows * out), columns: out)
    output.setProduct(
      input, rows: 0..<rows, weight: HalfTensor(halves: weight, shape: [out, depth]),
      scratch: scratch)
    let expected = reference(x, weight, rows: rows, out: out, depth: depth)
    for (one, other) in zip(output.values, expected) { #expect(abs(Double(one) - other) < 1e-4) }
  }

  @Test("a product lands at its row and column and leaves the rest alone")
  func offset() {
    var numbers = SeededNumbers(seed: 12)
    let x = numbers.floats(4 * 8)
    let weight = numbers.weights(3 * 8)
    let scratch = PanelScratch(team: ThreadTeam(count: 2))
    let input = Matrix(x, columns: 8)
    var output = Matrix([Float](repeating: 9, count: 5 * 6), columns: 6)
    output.setProduct(
      input, rows: 1..<3, weight: HalfTensor(halves: weight, shape: [3, 8]), row: 2, column: 2,
      scratch: scratch)
    let expected = reference(Array(x[8..<24]), weight, rows: 2, out: 3, depth: 8)
    let values = output.values
    for row in 0..<5 {
      for column in 0..<6 {
        let value = values[row * 6 + column]
        if (2..<4).contains(row) && (2..<5).contains(column) {
          #expect(abs(Double(value) - expected[(row - 2) * 3 + column - 2]) < 1e-4)
        } else {
          #expect(value == 9)
        }
      }
    }
  }

  @Test(
    "attention equals a Double reference, each sequence on its own",
    arguments: [[0, 1], [0, 2, 3], [0, 127, 128, 256, 513]], [1, 2])
  func attention(offsets: [Int], threads: Int) {
    let (heads, width) = (3, 8)
    let columns = heads * width
    let rows = offsets[offsets.count - 1]
    var numbers = SeededNumbers(seed: 13)
    let projections = numbers.floats(rows * 3 * columns, bound: 2)
    let plan = AttentionPlan(offsets: offsets)
    var scratch = AttentionScratch(team: ThreadTeam(count: threads))
    scratch.reserve(plan)
    let input = Matrix(projections, columns: 3 * columns)
    var output = Matrix(rows: rows, columns: columns)
    output.setAttention(input, heads: heads, plan: plan, scratch: scratch)
    let values = output.values
    var worst = 0.0
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      for row in start..<end {
        for head in 0..<heads {
          func number(_ row: Int, _ part: Int, _ k: Int) -> Double {
            Double(projections[row * 3 * columns + part * columns + head * width + k])
          }
          let scores = (start..<end).map { key in
            (0..<width).reduce(0.0) { $0 + number(row, 0, $1) * number(key, 1, $1) }
              / Double(width).squareRoot()
          }
          let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
          let total = weights.reduce(0, +)
          for k in 0..<width {
            let expected = zip(weights, start..<end).reduce(0.0) {
              $0 + $1.0 / total * number($1.1, 2, k)
            }
            let found = Double(values[row * columns + head * width + k])
            worst = max(worst, abs(found - expected))
          }
        }
      }
    }
    #expect(worst < 1e-5)
  }

  @Test("rows from several tables are summed, and only the rows named are read")
  func embeddingRows() {
    // Halves 0x3c00 and 0x4000 are 1 and 2; the row of NaNs (0x7e00) is never named.
    let one = HalfTensor(
      halves: [0x3c00, 0x4000, 0x7e00, 0x7e00, 0x4000, 0x4000], shape: [3, 2])
    let other = HalfTensor(halves: [0x3c00, 0x3c00], shape: [1, 2])
    var matrix = Matrix(rows: 2, columns: 2)
    matrix.setSums(ofRows: [[2, 0], [0, 0]], from: [one, other])
    #expect(matrix.values == [3, 3, 2, 3])
  }

  @Test("a matrix that grows and shrinks keeps its shape's word")
  func resize() {
    var matrix = Matrix(rows: 0, columns: 3)
    #expect(matrix.values.isEmpty)
    matrix.resize(rows: 4)
    #expect(matrix.values.count == 12)
    matrix.resize(rows: 1)
    #expect(matrix.values.count == 3)
  }

  @Test("a product of mismatched shapes stops the process")
  func mismatch() async {
    await #expect(processExitsWith: .failure) {
      let input = Matrix([1, 2, 3], columns: 3)
      var output = Matrix(rows: 1, columns: 2)
      output.setProduct(
        input, rows: 0..<1, weight: HalfTensor(halves: [0, 0, 0, 0], shape: [2, 2]),
        scratch: PanelScratch(team: ThreadTeam(count: 1)))
    }
  }

  @Test("normalized rows have length 1, and a zero row stays zero")
  func normalize() {
    var rows: [Float] = [3, 4, 0, 0, -2, 0]
    normalizeRows(&rows, dimension: 2)
    #expect(rows == [0.6, 0.8, 0, 0, -1, 0])
  }

  @Test("means and products of rows equal their definitions")
  func meanAndProducts() {
    let matrix = Matrix([1, 2, 3, 4, 5, 6], columns: 2)
    #expect(matrix.mean(rows: 0..<2) == [2, 3])
    #expect(matrix.mean(rows: 1..<1) == [0, 0])
    #expect(matrix.products(rows: 0..<3, with: [1, -1]) == [-1, -1, -1])
  }
}

@Suite("The choice of instructions")
struct InstructionSetTests {
  @Test("is the best where the environment is silent")
  func best() throws {
    #expect(try InstructionSet.chosen(environment: [:]) == .best)
    #expect(try InstructionSet.chosen(environment: ["TREFOIL_INSTRUCTION_SET": ""]) == .best)
  }

  @Test("follows the environment", arguments: InstructionSet.available)
  func forced(set: InstructionSet) throws {
    let environment = ["TREFOIL_INSTRUCTION_SET": set.rawValue]
    #expect(try InstructionSet.chosen(environment: environment) == set)
  }

  @Test("refuses a name it does not know, and says which it does")
  func unknown() {
    #expect {
      try InstructionSet.chosen(environment: ["TREFOIL_INSTRUCTION_SET": "mmx"])
    } throws: { error in
      "\(error)".contains("“mmx”") && "\(error)".contains("scalar")
    }
  }
}
