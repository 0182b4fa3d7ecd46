import CTrefoilKernels
import Foundation
import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Attention kernels")
struct AttentionKernelTests {
  /// Queries, keys and width, across the borders of tiles, blocks of queries and blocks of keys.
  static let shapes = [
    (1, 1, 1), (2, 3, 7), (6, 64, 16), (7, 65, 32), (95, 127, 40), (97, 129, 64), (5, 257, 128),
    (1, 300, 130),
  ]

  private struct Head {
    let queries: Int
    let keys: Int
    let width: Int
    /// Queries, keys and values side by side.
    var rows: [Float]

    init(_ shape: (Int, Int, Int)) {
      (queries, keys, width) = shape
      var numbers = SeededNumbers(seed: UInt64(queries * 1000 + keys))
      rows = numbers.floats(max(queries, keys) * 3 * width, bound: 2)
    }

    private func number(_ row: Int, _ part: Int, _ k: Int) -> Double {
      Double(rows[row * 3 * width + part * width + k])
    }

    /// softmax(q · kᵀ / √d) · v in Double.
    var expected: [Double] {
      (0..<queries).flatMap { query in
        let scores = (0..<keys).map { key in
          (0..<width).reduce(0.0) { $0 + number(query, 0, $1) * number(key, 1, $1) }
            / Double(width).squareRoot()
        }
        let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
        let total = weights.reduce(0, +)
        return (0..<width).map { k in
          (0..<keys).reduce(0.0) { $0 + weights[$1] / total * number($1, 2, k) }
        }
      }
    }

    func context(_ table: Int, _ precision: Precision) throws -> [Float] {
      let kernels = unsafe try #require(trefoil_kernels_at(table)).pointee.attention.pointee
      var context = [Float](repeating: .nan, count: queries * width)
      let scratch = UnsafeMutableRawPointer.allocate(
        byteCount: trefoil_attention_scratch(keys, width), alignment: 64)
      defer { unsafe scratch.deallocate() }
      unsafe rows.withUnsafeBufferPointer { rows in
        unsafe context.withUnsafeMutableBufferPointer { context in
          guard let first = rows.baseAddress, let to = context.baseAddress else { return }
          var head = unsafe trefoil_head(
            queries: first, keys: first + width, values: first + 2 * width, stride: 3 * width,
            query_count: queries, key_count: keys, width: width, context: to,
            context_stride: width)
          switch precision {
          case .exact: unsafe kernels.attend_f32(&head, scratch)
          case .balanced: unsafe kernels.attend_i16(&head, scratch)
          case .fast: unsafe kernels.attend_i8(&head, scratch)
          }
        }
      }
      return context
    }
  }

  @Test(
    "equal a Double reference as far as their numbers go", arguments: KernelTests.tables, shapes)
  func reference(table: Int, shape: (Int, Int, Int)) throws {
    let head = Head(shape)
    let expected = head.expected
    for (precision, bound) in [(Precision.exact, 2e-6), (.balanced, 3e-3), (.fast, 5e-2)] {
      let found = try head.context(table, precision)
      let worst = zip(found, expected).map { abs(Double($0) - $1) }.max() ?? 0
      #expect(worst < bound, "\(precision)")
    }
  }

  @Test(
    "agree with the scalar ones to the rounding of fp32 and of a weight's last bit",
    arguments: KernelTests.tables, shapes)
  func scalar(table: Int, shape: (Int, Int, Int)) throws {
    let head = Head(shape)
    for (precision, bound) in [(Precision.exact, Float(3e-6)), (.balanced, 1.5e-3), (.fast, 2e-2)] {
      let (one, other) = (try head.context(table, precision), try head.context(0, precision))
      let worst = zip(one, other).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < bound, "\(precision)")
    }
  }

  @Test("give a far larger score all the weight", arguments: KernelTests.tables)
  func peak(table: Int) throws {
    var head = Head((1, 200, 16))
    for k in 0..<16 {
      head.rows[k] = 10
      head.rows[150 * 48 + 16 + k] = 10
    }
    let value = (0..<16).map { head.rows[150 * 48 + 32 + $0] }
    for precision in Precision.allCases {
      let found = try head.context(table, precision)
      let worst = zip(found, value).map { abs($0 - $1) }.max() ?? 0
      #expect(worst < 2e-2, "\(precision)")
    }
  }

  @Test("let no NaN or infinity get lost", arguments: KernelTests.tables, [Float.nan, .infinity])
  func spoilt(table: Int, number: Float) throws {
    // In a query, a key and a value; the second query meets the key and the value too. An infinite
    // key is no fault in itself: a score of minus infinity means a weight of zero.
    for (place, queries) in [(3, 0..<1), (48 + 16 + 3, 0..<2), (130 * 48 + 32 + 3, 0..<2)]
    where number.isNaN || place != 48 + 16 + 3 {
      var head = Head((2, 131, 16))
      head.rows[place] = number
      for precision in Precision.allCases {
        let found = try head.context(table, precision)
        for query in queries {
          let row = found[query * 16..<(query + 1) * 16]
          let isFinite = row.allSatisfy(\.isFinite)
          #expect(!isFinite, "\(precision), \(place), query \(query)")
        }
      }
    }
  }
}
