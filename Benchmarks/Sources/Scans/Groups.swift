import TrefoilTensor

/// Groups of encoded rows by their largest products with some vectors.
struct Groups {
  let dimension: Int
  private let rows: [Float]
  private let vectors: [Float]
  private let ranges: [Range<Int>]

  init(count: Int, rows: Int, dimension: Int, columns: Int) {
    self.dimension = dimension
    let made = Vectors(dimension: dimension)
    self.rows = made.rows(count * rows, seed: 77)
    vectors = made.rows(columns, seed: 78)
    ranges = (0..<count).map { $0 * rows..<($0 + 1) * rows }
  }

  /// The milliseconds of a call, and the root of the mean square of what means differ by from those
  /// in fp32.
  func measured(
    _ codec: TokenCodec, isPlaced: Bool, rounds: Int, team: ThreadTeam
  ) -> (median: Double, least: Double, difference: Double) {
    let matrix = Matrix(rows, columns: dimension)
    let frame =
      isPlaced ? RowFrame(mean: matrix.mean(rows: 0..<matrix.rows), seed: 6) : nil
    let (bytes, scales) = codec.encode(frame?.placed(rows) ?? rows, dimension: dimension)
    func means() -> [Float] {
      meansOfLargestProducts(
        ScanColumns(vectors, dimension: dimension, frame: frame), codec: codec,
        bytes: bytes.span.bytes, scales: scales.span.bytes, groups: ranges, team: team)
    }
    let times = (0..<rounds).map { _ in milliseconds { _ = means() } }.sorted()
    let exact = meansOfLargestProducts(
      vectors, dimension: dimension,
      ranges.map { Array(rows[$0.lowerBound * dimension..<$0.upperBound * dimension]) },
      team: team)
    let squares = zip(means(), exact).reduce(0.0) {
      $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
    }
    return (times[rounds / 2], times[0], (squares / Double(ranges.count)).squareRoot())
  }
}
