package import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilTensor

/// Tries the file of a segment that nobody vouches for, as fuzzers and tests make them.
package enum SegmentProbe {
  /// Gives bytes the tail that fits the head in them, so that a changed head is read.
  ///
  /// Bytes without a place for a head stay as they are.
  package static func signed(_ bytes: [UInt8]) -> [UInt8] {
    let format = SegmentFormat.self
    guard bytes.count >= format.magic.count + format.tailSize else { return bytes }
    let end = bytes.count - format.tailSize
    let start = Int(clamping: [UInt64](littleEndian: bytes[end..<end + 8])[0])
    guard format.magic.count...end ~= start else { return bytes }
    return Array(format.magic + bytes[format.magic.count..<end])
      + format.tail(head: Array(bytes[start..<end]), at: start)
  }

  /// Reads a file in every way in which searches, merges and checks do.
  ///
  /// - Throws: `IndexError`; what a merge's writer throws.
  package static func read(_ path: FilePath, merging copy: FilePath) throws {
    let segment: Segment
    do throws(SegmentDamage) {
      segment = try Segment(path: path)
    } catch {
      throw IndexError.damaged(path: path, reason: error.description)
    }
    _ = Result { try segment.requireWhole() }
    let rows = Array(0..<min(segment.rows, mostRows))
    for row in rows {
      _ = Result {
        try segment.embedding(row, tokenCounts: TokenCounts(seen: 2, used: 2))
      }
      _ = segment.row(of: segment.passage(row))
    }
    let live = LiveSegment(
      record: SegmentRecord(
        number: 1, name: SegmentFormat.randomName(), rows: segment.rows,
        bytes: segment.byteCount, dead: 0, tombstones: nil), file: segment)
    search(live)
    _ = try SegmentMerger([live], configuration(segment.head)).write(to: copy)
  }

  /// The rows that are read one by one; a file of some kilobytes has fewer.
  private static let mostRows = 64

  private static func search(_ segment: LiveSegment) {
    let head = segment.file.head
    guard 0...4_096 ~= head.denseDimension, 0...4_096 ~= head.colbertDimension else { return }
    let tokens = TokenVectors(
      values: [Float](repeating: 0.1, count: head.colbertDimension),
      dimension: head.colbertDimension)
    let query = IndexQuery(
      Embedding(
        dense: [Float](repeating: 0.1, count: head.denseDimension),
        lexicalWeights: LexicalWeights((0..<64).map { ($0, 1) }),
        tokenVectors: head.colbertDimension > 0 ? tokens : nil,
        tokenCounts: TokenCounts(seen: 2, used: 2)),
      similarity: .cosine, outputs: configuration(head).outputs, codec: head.denseCodec)
    let team = ThreadTeam(count: 1)
    let best = SegmentCandidates(
      segment: segment, queries: [query], allowed: nil, team: team, alone: team)
    let scores = SegmentScores(segment: segment, query: query, team: team)
    let rows = Array(0..<min(segment.file.rows, mostRows))
    if head.denseDimension > 0 {
      _ = (best.dense(10), scores.dense(rows))
    }
    _ = Result { try best.sparse(10) }
    _ = Result { try scores.sparse(rows) }
    if head.colbertDimension > 0 { _ = Result { try scores.colbert(rows) } }
  }

  private static func configuration(_ head: SegmentHead) -> IndexConfiguration {
    var outputs: EmbeddingOutputs = []
    if head.denseDimension > 0 { outputs.insert(.dense) }
    if head.range(of: .sparseRows) != nil { outputs.insert(.sparse) }
    if head.colbertDimension > 0 { outputs.insert(.colbert) }
    return IndexConfiguration(
      outputs: outputs, role: .passage, passageTokens: 512, overlap: 0, wholeDocuments: false,
      endsAtSentences: true, pooling: .max, truncation: nil, denseCodec: head.denseCodec,
      tokenCodec: head.tokenCodec, fields: [],
      denseDimension: head.denseDimension, colbertDimension: head.colbertDimension,
      similarity: .cosine, modelPath: "", modelFingerprint: "")
  }
}
