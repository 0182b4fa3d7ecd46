import Testing
import TrefoilTensor
import TrefoilTesting

@Suite("Largest products with mapped rows")
struct MappedProductsTests {
  static let dimensions = [1, 3, 64, 129, 384, 1024]
  /// Groups of no rows, of one, across the rows of a tile and of a thread's stage, out of order.
  static let groups = [5..<5, 300..<301, 0..<13, 13..<199, 199..<420, 2..<7]

  /// Seeded rows near a mean, and vectors.
  struct Case {
    let dimension: Int
    let mean: [Float]
    let rows: [Float]
    let vectors: [Float]

    init(dimension: Int, columns: Int = 33) {
      var numbers = SeededNumbers(seed: 81)
      self.dimension = dimension
      let bound = 1 / Float(dimension).squareRoot()
      let mean = numbers.floats(dimension, bound: bound)
      self.mean = mean
      func near(_ count: Int) -> [Float] {
        (0..<count).flatMap { _ in
          // A sum of flat numbers falls off towards its ends, as a model's numbers do.
          mean.map { $0 + bound * (numbers.unit() + numbers.unit() + numbers.unit()) }
        }
      }
      rows = near(420)
      vectors = near(columns)
    }

    func means(
      _ codec: TokenCodec, frame: RowFrame? = nil, groups: [Range<Int>] = groups,
      threads: Int = 1
    ) -> [Float] {
      let (bytes, scales) = codec.encode(frame?.placed(rows) ?? rows, dimension: dimension)
      return meansOfLargestProducts(
        ScanColumns(vectors, dimension: dimension, frame: frame), codec: codec,
        bytes: bytes.span.bytes, scales: scales.span.bytes, groups: groups,
        team: ThreadTeam(count: threads))
    }

    /// A mean in Double, of the numbers themselves.
    func reference(_ group: Range<Int>) -> Double {
      guard !group.isEmpty else { return 0 }
      let count = vectors.count / dimension
      var sum = 0.0
      for column in 0..<count {
        sum += group.reduce(-Double.infinity) { max($0, product(column, $1)) }
      }
      return sum / Double(count)
    }

    private func product(_ column: Int, _ row: Int) -> Double {
      var sum = 0.0
      for k in 0..<dimension {
        sum += Double(vectors[column * dimension + k]) * Double(rows[row * dimension + k])
      }
      return sum
    }
  }

  @Test(
    "rows in 8 bits and halves give the bits of the same groups in memory",
    arguments: [(TokenCodec.int8, RowFormat.int8), (.float16, .float16)], dimensions)
  func inMemory(codec: (TokenCodec, format: RowFormat), dimension: Int) {
    let one = Case(dimension: dimension)
    var groups = RowGroups(format: codec.format)
    for group in Self.groups {
      groups.append(
        Array(one.rows[group.lowerBound * dimension..<group.upperBound * dimension]),
        dimension: dimension)
    }
    let expected = meansOfLargestProducts(
      one.vectors, dimension: dimension, groups, team: ThreadTeam(count: 1))
    #expect(one.means(codec.0) == expected)
  }

  @Test(
    "means are near those of the numbers, with a frame and without",
    arguments: [
      (TokenCodec.int8, 0.005), (.bits4, 0.04), (.bits2, 0.15), (.bits1, 0.4), (.float16, 0.001),
    ],
    [64, 129, 384])
  func accuracy(codec: (TokenCodec, tolerance: Double), dimension: Int) {
    let one = Case(dimension: dimension, columns: 3)
    for frame in [nil, RowFrame(mean: one.mean, seed: 9)] {
      for (found, group) in zip(one.means(codec.0, frame: frame), Self.groups) {
        #expect(abs(Double(found) - one.reference(group)) < codec.tolerance, "\(group)")
      }
    }
  }

  @Test(
    "a mean is the same bits alone and among others, on one thread and on three",
    arguments: TokenCodec.allCases, dimensions)
  func sameBits(codec: TokenCodec, dimension: Int) {
    let one = Case(dimension: dimension, columns: 5)
    let together = one.means(codec)
    #expect(one.means(codec, threads: 3) == together)
    #expect(Self.groups.map { one.means(codec, groups: [$0])[0] } == together)
  }

  @Test("fewer bits are fewer bytes, rounded up to whole words of 8-bit rows")
  func sizes() {
    #expect(TokenCodec.allCases.map { $0.rowBytes(dimension: 128) } == [128, 64, 32, 16, 256])
    #expect(TokenCodec.allCases.map { $0.rowBytes(dimension: 1) } == [4, 2, 1, 1, 2])
    #expect(TokenCodec.allCases.map { $0.rowBytes(dimension: 129) } == [132, 66, 33, 17, 258])
  }

  @Test("levels lose what the best ones for a normal distribution do, and a little less")
  func levels() {
    let dimension = 64
    let one = Case(dimension: dimension)
    // Each unit vector's product is a number of the decoded row.
    let team = ThreadTeam(count: 1)
    for (codec, most) in [(TokenCodec.bits4, 0.0095), (.bits2, 0.1175), (.bits1, 0.3634)] {
      let (bytes, scales) = codec.encode(one.rows, dimension: dimension)
      var (lost, whole) = (0.0, 0.0)
      for k in 0..<dimension {
        var unit = [Float](repeating: 0, count: dimension)
        unit[k] = 1
        let decoded = meansOfLargestProducts(
          ScanColumns(unit, dimension: dimension), codec: codec, bytes: bytes.span.bytes,
          scales: scales.span.bytes,
          groups: (0..<420).map { $0..<$0 + 1 }, team: team)
        for row in 0..<420 {
          let number = Double(one.rows[row * dimension + k])
          lost += (number - Double(decoded[row])) * (number - Double(decoded[row]))
          whole += number * number
        }
      }
      #expect(lost / whole < most && lost / whole > most / 2)
    }
  }

  @Test("rows of zeros have products of zero, and rows that are not finite have none")
  func extremes() {
    for codec in TokenCodec.allCases where codec != .float16 {
      let (bytes, scales) = codec.encode(
        [0, 0, 0, .nan, 1, 1, 1, 1, 1, .infinity, 0, 0], dimension: 3)
      let means = meansOfLargestProducts(
        ScanColumns([1, 1, 1], dimension: 3), codec: codec, bytes: bytes.span.bytes,
        scales: scales.span.bytes, groups: [0..<1, 1..<2, 1..<4, 0..<0],
        team: ThreadTeam(count: 1))
      #expect(means[0] == 0 && means[1] == -.infinity && means[3] == 0)
      #expect(abs(means[2] - 3) < 0.1)
    }
  }

  @Test(
    "any bytes at any address, an even one for halves, give means that are finite or minus infinity"
  )
  func garbage() {
    var numbers = SeededNumbers(seed: 82)
    let vectors = numbers.floats(7 * 129)
    for codec in TokenCodec.allCases {
      let offset = codec == .float16 ? 2 : 1
      let bytes = (0..<codec.rowBytes(dimension: 129) * 99 + offset).map { _ in
        UInt8(truncatingIfNeeded: numbers.next())
      }
      let scales = (0..<codec.scaleBytes * 99 + 1).map { _ in
        UInt8(truncatingIfNeeded: numbers.next())
      }
      let means = meansOfLargestProducts(
        ScanColumns(vectors, dimension: 129), codec: codec,
        bytes: bytes.span.bytes.extracting(offset...), scales: scales.span.bytes.extracting(1...),
        groups: (0..<99).map { $0..<$0 + 1 } + [0..<99], team: ThreadTeam(count: 2))
      #expect(means.allSatisfy { $0.isFinite || $0 == -.infinity })
    }
  }

  @Test("no vectors have means of zero")
  func noColumns() {
    let one = Case(dimension: 3, columns: 0)
    #expect(one.means(.bits4) == Self.groups.map { _ in 0 })
  }
}
