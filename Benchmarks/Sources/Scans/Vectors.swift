import TrefoilTensor

/// Seeded unit vectors as a text encoder gives them: in a narrow cone, in clusters, and with a few
/// directions that carry most of what sets them apart.
struct Vectors {
  let dimension: Int
  private let centers: [[Float]]
  /// How far the numbers of each direction spread.
  private let spreads: [Float]
  private let frame: RowFrame

  /// Two unrelated vectors have a cosine of about this.
  private static let cone: Float = 0.5
  private static let clusters = 2000

  init(dimension: Int) {
    self.dimension = dimension
    let spreads = (0..<dimension).map { 1 / (1 + Float($0) / 32) }
    let length = spreads.reduce(0) { $0 + $1 * $1 }.squareRoot()
    self.spreads = spreads.map { $0 / length }
    frame = RowFrame(mean: [Float](repeating: 0, count: dimension), seed: 5)
    var numbers = Numbers(seed: 1)
    centers = (0..<Self.clusters).map { [spreads = self.spreads] _ in
      spreads.map { $0 * numbers.normal() }
    }
  }

  /// Rows that the seed decides, `[count, dimension]`.
  func rows(_ count: Int, seed: UInt64) -> [Float] {
    var numbers = Numbers(seed: seed)
    var rows: [Float] = []
    rows.reserveCapacity(count * dimension)
    let (share, rest) = (Self.cone.squareRoot(), (0.5 * (1 - Self.cone)).squareRoot())
    for _ in 0..<count {
      let center = centers[Int(numbers.next() % UInt64(Self.clusters))]
      for index in 0..<dimension {
        let own = spreads[index] * numbers.normal()
        rows.append(rest * (center[index] + own) + (index == dimension / 2 ? share : 0))
      }
    }
    // No direction is a coordinate of its own.
    rows = frame.placed(rows)
    normalizeRows(&rows, dimension: dimension)
    return rows
  }
}

/// SplitMix64.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var x = state
    x = (x ^ x >> 30) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ x >> 27) &* 0x94D0_49BB_1331_11EB
    return x ^ x >> 31
  }

  /// Four flat numbers' sum, of variance one: near enough to a normal distribution.
  mutating func normal() -> Float {
    let bits = next()
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + bits >> 48
    return (Float(sum) / 65536 - 2) * 1.732_050_8
  }
}
