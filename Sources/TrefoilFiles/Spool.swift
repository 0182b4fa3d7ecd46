package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Bytes that wait on disk until the size of what comes before them is known.
///
/// Its file has no name, so nothing of it is left whatever happens to the process.
package final class Spool: ByteSink {
  /// The number of bytes written.
  package private(set) var count = 0
  private let path: FilePath
  private let descriptor: FileDescriptor
  private let output: BufferedDescriptor

  /// Bytes copied at once.
  private static let blockSize = 1 << 20

  /// Makes a spool on the disk of the output file, or where temporary files lie if the output takes
  /// bytes as they come.
  ///
  /// - Throws: `FileError.cannotCreate`, or `.notReplaceable`.
  package init(beside path: FilePath) throws(FileError) {
    self.path = path
    let folder = try OutputTarget(path).spoolFolder
    do {
      descriptor = try FileSystem.createUnnamed(in: folder)
    } catch {
      throw .cannotCreate(path: path, reason: "\(error)")
    }
    output = BufferedDescriptor(descriptor, name: path)
  }

  deinit { try? descriptor.close() }

  /// Adds bytes.
  package func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    count += bytes.count
    try output.write(bytes)
  }

  /// Writes numbers as little-endian bytes.
  package func write<Value: LittleEndian>(_ values: [Value]) throws(FileError) {
    var bytes: [UInt8] = []
    values.appendLittleEndian(to: &bytes)
    try write(bytes)
  }

  /// Copies everything behind what the sink has.
  package func copy(to sink: some ByteSink) throws(FileError) {
    try output.flush()
    var offset = 0
    while offset < count {
      let block = try read(at: offset)
      guard !block.isEmpty else {
        throw .cannotWrite(path: path, reason: "its temporary file lost bytes")
      }
      try sink.write(block)
      offset += block.count
    }
  }

  /// Passes on what waits in the buffer.
  package func flush() throws(FileError) {
    try output.flush()
  }

  /// Everything that was written, mapped; the mapping outlives the spool.
  package func mapped() throws(FileError) -> MappedFile {
    try flush()
    return try MappedFile(descriptor, path: path)
  }

  private func read(at offset: Int) throws(FileError) -> [UInt8] {
    do {
      return try unsafe [UInt8](unsafeUninitializedCapacity: Self.blockSize) { (buffer, count) in
        count = try unsafe descriptor.read(
          fromAbsoluteOffset: Int64(offset), into: UnsafeMutableRawBufferPointer(buffer))
      }
    } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
  }
}
