internal import SystemPackage
package import Trefoil
package import TrefoilFiles

/// Writes dense vectors to a NumPy file: float32, shape `[texts, dimension]`, row-major.
///
/// Source: NumPy's format description, version 1.0.
package final class NpyWriter: EmbeddingSink {
  private let file: AtomicFile
  private let rows: Spool
  private let dimension: Int
  private var count = 0

  /// Begins a file whose rows have `dimension` numbers.
  package init(path: FilePath, dimension: Int) throws(FileError) {
    file = try AtomicFile(path: path)
    rows = try Spool(beside: path)
    self.dimension = dimension
  }

  /// Adds a row.
  package func write(_ embedding: Embedding, of record: TextRecord) throws(FileError) {
    guard let dense = embedding.dense else {
      preconditionFailure("0 dense vectors for the text of line \(record.line)")
    }
    precondition(dense.count == dimension, "\(dense.count) numbers for rows of \(dimension)")
    count += 1
    try rows.write(dense)
  }

  /// Does nothing: the file is whole at the end only.
  package func endChunk() {}

  /// Writes the file and gives it its name.
  package func finish() throws(FileError) {
    try file.write(Self.header(rows: count, columns: dimension))
    try rows.copy(to: file)
    try file.commit()
  }

  /// The file's beginning: magic, version, and the array's description, a multiple of 64 bytes.
  package static func header(rows: Int, columns: Int) -> [UInt8] {
    let description =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    let prefix = 10
    let padding = 63 - (prefix + description.utf8.count) % 64
    let length = UInt16(description.utf8.count + padding + 1)
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    bytes += [UInt8(length & 0xFF), UInt8(length >> 8)]
    bytes += description.utf8
    bytes += repeatElement(UInt8(ascii: " "), count: padding)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
