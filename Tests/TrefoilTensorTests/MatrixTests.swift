import Foundation
import Testing
import TrefoilTensor

@Suite("Matrices")
struct MatrixTests {
  @Test("rows from several tables are summed, and only the rows named are read")
  func embeddingRows() {
    // Halves 0x3c00 and 0x4000 are 1 and 2; the row of NaNs (0x7e00) is never named.
    let one = HalfTensor(
      halves: [0x3c00, 0x4000, 0x7e00, 0x7e00, 0x4000, 0x4000], shape: [3, 2])
    let other = HalfTensor(halves: [0x3c00, 0x3c00], shape: [1, 2])
    var matrix = Matrix(rows: 2, columns: 2)
    matrix.setSums(ofRows: [[2, 0], [0, 0]], from: [one, other], team: ThreadTeam(count: 1))
    #expect(matrix.values == [3, 3, 2, 3])
  }

  @Test("chosen rows are copied in the order in which they are named")
  func chosenRows() {
    let matrix = Matrix([1, 2, 3, 4, 5, 6], columns: 2)
    var chosen = Matrix(rows: 0, columns: 2)
    chosen.setRows([2, 0, 2], of: matrix)
    #expect(chosen.values == [5, 6, 1, 2, 5, 6])
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
