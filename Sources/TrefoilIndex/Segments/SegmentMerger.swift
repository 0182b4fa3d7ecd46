internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilTensor

/// Makes one segment's file of the live rows of neighbours, by copying their codes.
///
/// It takes some megabytes and what postings take, however many rows there are.
struct SegmentMerger {
  private let sources: [Source]
  private let configuration: IndexConfiguration

  /// A segment, and the runs of its rows that are alive.
  private struct Source {
    let file: Segment
    let runs: [Range<Int>]
  }

  /// The bytes that are copied at once.
  private static let piece = 1 << 20
  /// The rows from which on a segment has its vectors' signs as well: below, all of the vectors are
  /// read in less time than it takes to read the signs and then some vectors.
  static let leastRowsWithSigns = 16_384
  /// The rows of which the mean is taken, evenly spread.
  private static let sampleRows = 8_192

  /// Prepares to merge neighbours, in the order of their passages.
  init(_ segments: [LiveSegment], _ configuration: IndexConfiguration) {
    sources = segments.map { Source(file: $0.file, runs: $0.liveRuns) }
    self.configuration = configuration
  }

  /// The rows that are alive.
  var rows: Int { sources.reduce(0) { $0 + $1.runs.reduce(0) { $0 + $1.count } } }

  /// Whether the vectors' signs are kept: beside bytes alone, since other codecs are there for scores
  /// that are exact.
  private var hasSigns: Bool {
    configuration.denseCodec == .int8 && rows >= Self.leastRowsWithSigns
  }

  /// Writes the file; returns its bytes.
  ///
  /// - Throws: `FileError`; `IndexError.damaged` for a source that is not whole; `PostingsError`.
  func write(to path: FilePath) throws -> Int {
    let outputs = configuration.outputs
    let writer = try SegmentFileWriter(path: path)
    try copy(.passages, to: writer) { _ in 8 }
    if outputs.contains(.dense) {
      try copy(.denseCodes, to: writer) { $0.denseRowBytes }
      try copy(.denseScales, to: writer) { $0.head.denseCodec.scaleBytes }
      if hasSigns { try writeSigns(to: writer) }
    }
    if outputs.contains(.sparse) {
      do {
        try writeSparse(to: writer, beside: path)
      } catch let fault as SectionFault {
        let path = sources.first?.file.path ?? path
        throw IndexError.damaged(path: path, reason: fault.description)
      }
    }
    if outputs.contains(.colbert) { try writeTokens(to: writer) }
    return try writer.commit(SegmentHead(configuration, rows: rows))
  }

  /// Copies a section whose rows have so many bytes.
  private func copy(
    _ name: SegmentSection, to writer: SegmentFileWriter, rowBytes: (Segment) -> Int
  ) throws {
    try writer.section(name) { writer in
      for source in sources {
        let size = rowBytes(source.file)
        for run in source.runs {
          try copy(
            name, of: source.file, run.lowerBound * size..<run.upperBound * size, to: writer)
        }
      }
    }
  }

  private func copy(
    _ name: SegmentSection, of file: Segment, _ bytes: Range<Int>, to writer: SegmentFileWriter
  ) throws {
    for start in stride(from: bytes.lowerBound, to: bytes.upperBound, by: Self.piece) {
      try Task.checkCancellation()
      let part = start..<min(start + Self.piece, bytes.upperBound)
      try writer.write(
        file.withBytes(name, part) { span in unsafe span.withUnsafeBytes { unsafe Array($0) } })
      file.release(name, part)
    }
  }

  private func writeTokens(to writer: SegmentFileWriter) throws {
    try writer.section(.tokenOffsets) { writer in
      var (bytes, end) = ([UInt8](), UInt64(0))
      end.appendLittleEndian(to: &bytes)
      for source in sources {
        for row in source.runs.joined() {
          end += UInt64(try source.file.tokenRange(row).count)
          end.appendLittleEndian(to: &bytes)
          if bytes.count >= Self.piece {
            try writer.write(bytes)
            bytes.removeAll(keepingCapacity: true)
          }
        }
      }
      try writer.write(bytes)
    }
    for (name, size) in [
      (
        SegmentSection.tokenCodes,
        configuration.tokenCodec.rowBytes(dimension: configuration.colbertDimension)
      ),
      (.tokenScales, configuration.tokenCodec.scaleBytes),
    ] {
      try writer.section(name) { writer in
        for source in sources {
          for run in source.runs where !run.isEmpty {
            let first = try source.file.tokenRange(run.lowerBound).lowerBound
            let last = try source.file.tokenRange(run.upperBound - 1).upperBound
            guard first <= last else { continue }
            try copy(name, of: source.file, first * size..<last * size, to: writer)
          }
        }
      }
    }
  }

  /// Writes the lexical rows into a file of their own first, from which the postings are made.
  private func writeSparse(to writer: SegmentFileWriter, beside path: FilePath) throws {
    let spool = try Spool(beside: path)
    var lexical = LexicalRowsWriter(to: spool)
    for source in sources {
      let rows = try source.file.lexicalRows()
      for row in source.runs.joined() { try lexical.append(row, of: rows) }
    }
    _ = try lexical.finish()
    let file = try spool.mapped()
    let bytes = SectionBytes(file, in: 0..<file.count)
    try writer.section(.sparseRows) { writer in
      for start in stride(from: 0, to: file.count, by: Self.piece) {
        try writer.write(file.bytes(in: start..<min(start + Self.piece, file.count)))
      }
    }
    try writer.postings(of: try LexicalRows(bytes))
  }

  private func writeSigns(to writer: SegmentFileWriter) throws {
    let signs = SignCodes(mean: mean())
    var bytes: [UInt8] = []
    signs.mean.appendLittleEndian(to: &bytes)
    try writer.section(.denseMean, bytes)
    try writer.section(.denseSigns) { writer in
      // Whole blocks each time, so that none has room in the middle.
      var vectors: [Float] = []
      let most = 16 * SignCodes.blockRows * signs.dimension
      for source in sources {
        for row in source.runs.joined() {
          vectors += source.file.denseVectors(row..<row + 1)
          if vectors.count == most {
            try writer.write(signs.encode(vectors))
            vectors.removeAll(keepingCapacity: true)
          }
        }
      }
      if !vectors.isEmpty { try writer.write(signs.encode(vectors)) }
    }
  }

  /// The mean of vectors that are evenly spread over the rows.
  private func mean() -> [Float] {
    var sums = [Double](repeating: 0, count: configuration.denseDimension)
    let step = max(1, rows / Self.sampleRows)
    var (place, count) = (0, 0)
    for source in sources {
      for row in source.runs.joined() {
        defer { place += 1 }
        guard place.isMultiple(of: step) else { continue }
        let vector = source.file.denseVectors(row..<row + 1)
        guard vector.allSatisfy(\.isFinite) else { continue }
        for (index, number) in vector.enumerated() { sums[index] += Double(number) }
        count += 1
      }
    }
    return sums.map { Float($0 / Double(max(1, count))) }
  }
}
