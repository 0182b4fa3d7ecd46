import CTrefoilKernels
import Foundation
import Testing
import TrefoilTensor
import TrefoilTesting

/// Each claim holds for every instruction set that this machine runs, the scalar one included.
@Suite("Kernels", .serialized)
struct KernelTests {
  /// On, beside and across the borders of the widest loops.
  static let lengths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 384, 1024, 1031]
  static let tables = (0..<trefoil_kernels_count()).filter { trefoil_kernels_runs($0) != 0 }

  private func kernels(_ index: Int) throws -> trefoil_kernels {
    unsafe try #require(trefoil_kernels_at(index)).pointee
  }

  @Test("scalar comes first, and every set that runs has a row")
  func order() throws {
    let names = try Self.tables.map { unsafe String(cString: try kernels($0).name) }
    #expect(names.first == "scalar")
    #expect(names == InstructionSet.available.map(\.rawValue))
    #expect(trefoil_kernels_at(trefoil_kernels_count()) == nil)
    #expect(trefoil_kernels_runs(trefoil_kernels_count()) == 0)
  }

  @Test("all but scalar have vector integer products")
  func integerProducts() {
    let without = InstructionSet.allCases.filter { !$0.hasVectorIntegerProducts }
    #expect(without == [.scalar])
  }

  #if !DEBUG
  @Test("a release build optimizes them")
  func optimized() {
    #expect(KernelTable.isOptimized)
  }
  #endif

  @Test("adding and scaling touch what they are told and nothing else", arguments: tables)
  func addScale(table: Int) throws {
    let kernels = unsafe try kernels(table).elementwise.pointee
    var numbers = SeededNumbers(seed: 2)
    for length in Self.lengths {
      let x = numbers.floats(length + 3)
      let y = numbers.floats(length)
      var sum = x
      unsafe kernels.add(&sum, y, length)
      #expect(Array(sum.prefix(length)) == zip(x, y).map { $0 + $1 })
      #expect(sum.suffix(3) == x.suffix(3))
      var scaled = x
      unsafe kernels.scale(&scaled, 0.3, length)
      #expect(Array(scaled.prefix(length)) == x.prefix(length).map { $0 * 0.3 })
      #expect(scaled.suffix(3) == x.suffix(3))
    }
  }

  @Test("gelu equals a Double reference to 2e-6, in its tails as well", arguments: tables)
  func gelu(table: Int) throws {
    var numbers = SeededNumbers(seed: 3)
    for length in Self.lengths {
      let x = numbers.floats(length, bound: 12) + [5]
      var y = x
      unsafe try kernels(table).elementwise.pointee.gelu(&y, length)
      for i in 0..<length {
        let v = Double(x[i])
        #expect(abs(Double(y[i]) - 0.5 * v * (1 + erf(v / 2.0.squareRoot()))) < 2e-6)
      }
      #expect(y[length] == 5)
    }
  }

  @Test("gelu of large numbers is the number or zero, and a NaN stays one", arguments: tables)
  func geluExtremes(table: Int) throws {
    var x: [Float] = [1e4, -1e4, 3e38, -3e38, .nan, .infinity, 0, -0.0]
    unsafe try kernels(table).elementwise.pointee.gelu(&x, 8)
    #expect(x[0] == 1e4)
    #expect(abs(x[1]) < 1e-2)
    #expect(x[2] == 3e38)
    #expect(x[4].isNaN)
    #expect(x[5] == .infinity)
    #expect(x[6] == 0 && x[7] == 0)
  }

  @Test("layer norm equals a Double reference to 1e-5", arguments: tables)
  func layerNorm(table: Int) throws {
    var numbers = SeededNumbers(seed: 4)
    for length in Self.lengths where length > 0 {
      let x = numbers.floats(length, bound: 3) + [5]
      let scale = numbers.floats(length)
      let shift = numbers.floats(length)
      var y = x
      unsafe try kernels(table).elementwise.pointee.layer_norm(&y, scale, shift, 1e-5, length)
      let mean = x.prefix(length).reduce(0.0) { $0 + Double($1) } / Double(length)
      let variance =
        x.prefix(length).reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        / Double(length)
      for i in 0..<length {
        let unit = (Double(x[i]) - mean) / (variance + 1e-5).squareRoot()
        #expect(abs(Double(y[i]) - (unit * Double(scale[i]) + Double(shift[i]))) < 1e-5)
      }
      #expect(y[length] == 5)
    }
  }

  @Test("inner products equal a Double reference", arguments: tables)
  func dot(table: Int) throws {
    let kernels = unsafe try kernels(table).elementwise.pointee
    var numbers = SeededNumbers(seed: 6)
    for length in Self.lengths {
      let a = numbers.floats(length)
      let b = numbers.floats(length)
      let expected = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(Double(unsafe kernels.dot(a, b, length)) - expected) < 1e-5)
    }
  }
}
