internal import SystemPackage
internal import TrefoilFiles

extension SegmentFileWriter {
  /// Writes rows from memory; returns the bytes of the file.
  static func write(_ rows: SegmentRows, to path: FilePath) throws -> Int {
    let writer = try SegmentFileWriter(path: path)
    let outputs = rows.configuration.outputs
    try writer.section(.passages, bytes(of: rows.passages))
    if outputs.contains(.dense) {
      try writer.section(.denseCodes, rows.denseCodes)
      try writer.section(.denseScales, bytes(of: rows.denseScales))
    }
    if outputs.contains(.sparse) {
      try writer.sparse(rows.lexicalWeights)
    }
    if outputs.contains(.colbert) {
      try writer.section(.tokenOffsets, bytes(of: rows.tokenOffsets))
      try writer.section(.tokenCodes, rows.tokenCodes)
      try writer.section(.tokenScales, bytes(of: rows.tokenScales))
    }
    return try writer.commit(SegmentHead(rows.configuration, rows: rows.count))
  }

  private static func bytes<Number: LittleEndian>(of numbers: [Number]) -> [UInt8] {
    var bytes: [UInt8] = []
    numbers.appendLittleEndian(to: &bytes)
    return bytes
  }
}

extension SegmentHead {
  /// The head of a file with so many rows; where they lie is not yet known.
  init(_ configuration: IndexConfiguration, rows: Int) {
    let outputs = configuration.outputs
    self.init(
      rows: rows, denseDimension: outputs.contains(.dense) ? configuration.denseDimension : 0,
      colbertDimension: outputs.contains(.colbert) ? configuration.colbertDimension : 0,
      tokenCodec: configuration.tokenCodec, sections: [], checksumsAt: 0, checksumOfChecksums: 0)
  }
}
