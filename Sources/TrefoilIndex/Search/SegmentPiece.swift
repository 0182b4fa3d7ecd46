internal import Trefoil
internal import TrefoilScoring
internal import TrefoilTensor

/// Some units of a segment, ready to be scored with any number of queries.
struct SegmentPiece: ~Copyable {
  /// The text of each unit.
  let texts: [Int]
  private let segment: LiveSegment
  private let rows: [Int]
  private let tokens: [Range<Int>]
  private let dense: DenseVectors?

  /// The bytes of token vectors that are scored with every query in turn: half of a core's L2.
  fileprivate static let bytes = 512 << 10
  /// The most rows, where there are few token vectors or none.
  fileprivate static let mostRows = 512

  /// Takes units of a part.
  ///
  /// - Throws: `IndexError.damaged`.
  init(
    _ part: EmbeddedCollection.Part, _ units: Range<Int>, _ outputs: EmbeddingOutputs,
    _ similarity: DenseSimilarity
  ) throws(IndexError) {
    let units = part.units[units]
    let file = part.segment.file
    segment = part.segment
    texts = units.map(\.text)
    rows = units.map(\.row)
    tokens = outputs.contains(.colbert) ? try file.tokenRanges(rows) : []
    dense = outputs.contains(.dense) ? file.denseVectors(of: rows, similarity: similarity) : nil
  }

  /// The scores of a query that it has outputs for, shape `[units]` each.
  ///
  /// - Throws: `IndexError.damaged`.
  func scores(
    _ query: IndexQuery, team: ThreadTeam
  ) throws(IndexError) -> ScoreValues<[Float]?> {
    let scores = SegmentScores(segment: segment, query: query, team: team)
    var values = ScoreValues<[Float]?> { _ in nil }
    if let vector = query.dense { values.dense = dense?.scores(vector) }
    if query.lexicalWeights != nil { values.sparse = try scores.sparse(rows) }
    if query.columns != nil { values.colbert = scores.colbert(tokens: tokens) }
    return values
  }
}

extension EmbeddedCollection.Part {
  /// The units in pieces whose token vectors take about as many bytes as are scored at once.
  ///
  /// - Throws: `IndexError.damaged`.
  func pieces() throws(IndexError) -> [Range<Int>] {
    let file = segment.file
    let hasTokens = file.head.colbertDimension > 0
    var (pieces, start, bytes) = ([Range<Int>](), 0, 0)
    for (place, unit) in units.enumerated() {
      if hasTokens { bytes += try file.tokenRange(unit.row).count * file.tokenRowBytes }
      guard
        bytes >= SegmentPiece.bytes || place + 1 - start == SegmentPiece.mostRows
          || place + 1 == units.count
      else { continue }
      pieces.append(start..<place + 1)
      (start, bytes) = (place + 1, 0)
    }
    return pieces
  }
}
