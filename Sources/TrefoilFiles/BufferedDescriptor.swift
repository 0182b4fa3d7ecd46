package import SystemPackage

/// A file descriptor with a buffer before it.
package final class BufferedDescriptor {
  private let descriptor: FileDescriptor
  private let name: FilePath
  private let path: FilePath
  private var buffer: [UInt8] = []
  /// The first failure: what waited then is lost, so nothing may come after it.
  private var failure: FileError?

  /// Bytes that wait before they are written: large enough that system calls don't count.
  private static let capacity = 1 << 16

  /// Writes to a descriptor, which stays the caller's.
  ///
  /// - Parameters: `name` is what messages call it; `path`, where its file is, if that is not the same.
  package init(_ descriptor: FileDescriptor, name: FilePath, path: FilePath? = nil) {
    self.descriptor = descriptor
    self.name = name
    self.path = path ?? name
  }

  /// Takes bytes; they may wait in the buffer.
  package func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Passes on what waits in the buffer.
  ///
  /// - Throws: `FileError.brokenPipe` if nobody reads any more; `.cannotWrite`. Every later call
  ///   throws the same.
  package func flush() throws(FileError) {
    if let failure { throw failure }
    defer { buffer.removeAll(keepingCapacity: true) }
    guard !buffer.isEmpty else { return }
    do {
      try FileSystem.write(buffer, to: descriptor, at: path)
    } catch {
      let failure: FileError =
        (error as? Errno) == .brokenPipe
        ? .brokenPipe : .cannotWrite(path: name, reason: "\(error)")
      self.failure = failure
      throw failure
    }
  }
}
