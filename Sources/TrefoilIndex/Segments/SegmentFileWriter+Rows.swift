internal import SystemPackage
internal import TrefoilFiles

extension SegmentFileWriter {
  /// Writes rows from memory; returns the bytes of the file.
  ///
  /// - Throws: `FileError`; `PostingsError`.
  static func write(_ rows: SegmentRows, to path: FilePath) throws -> Int {
    let writer = try SegmentFileWriter(path: path)
    let outputs = rows.configuration.outputs
    try writer.section(.passages, rows.passages)
    if outputs.contains(.dense) {
      try writer.section(.denseCodes, rows.denseCodes)
      try writer.section(.denseScales, rows.denseScales)
    }
    if outputs.contains(.sparse) {
      let bytes = ByteList()
      var lexical = LexicalRowsWriter(to: bytes)
      for weights in rows.lexicalWeights { try lexical.append(weights) }
      _ = try lexical.finish()
      try writer.section(.sparseRows, bytes.bytes)
      try writer.postings(of: try LexicalRows(SectionBytes(bytes.bytes)))
    }
    if outputs.contains(.colbert) {
      try writer.section(.tokenOffsets, rows.tokenOffsets)
      try writer.section(.tokenCodes, rows.tokenCodes)
      try writer.section(.tokenScales, rows.tokenScales)
    }
    return try writer.commit(SegmentHead(rows.configuration, rows: rows.count))
  }

  /// Adds a section of numbers.
  private func section<Number: LittleEndian>(
    _ name: SegmentSection, _ numbers: [Number]
  ) throws {
    var bytes: [UInt8] = []
    numbers.appendLittleEndian(to: &bytes)
    try section(name, bytes)
  }

  /// Adds the same lexical weights by token.
  func postings(of rows: LexicalRows) throws {
    try section(.sparsePostings) { _ = try PostingsWriter(rows).write(to: $0) }
  }
}

/// Bytes in memory, behind the mouth of a writer.
final class ByteList: ByteSink {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    self.bytes.append(contentsOf: bytes)
  }

  func flush() throws(FileError) {}
}

extension SegmentHead {
  /// The head of a file with so many rows; where they lie is not yet known.
  init(_ configuration: IndexConfiguration, rows: Int) {
    let outputs = configuration.outputs
    self.init(
      rows: rows, denseDimension: outputs.contains(.dense) ? configuration.denseDimension : 0,
      colbertDimension: outputs.contains(.colbert) ? configuration.colbertDimension : 0,
      denseCodec: configuration.denseCodec, tokenCodec: configuration.tokenCodec, sections: [],
      checksumsAt: 0, checksumOfChecksums: 0)
  }
}
