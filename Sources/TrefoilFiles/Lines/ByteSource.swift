package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file, a pipe or a terminal that is read block by block.
///
/// While it waits for a pipe or a terminal, it notices that its task is cancelled.
package final class ByteSource {
  /// What messages call it: the path, or “standard input”.
  package let name: FilePath
  /// The number of bytes, if it is a regular file.
  package let size: Int?
  /// The number of bytes read so far.
  package private(set) var bytesRead = 0
  private let descriptor: FileDescriptor
  private let isOwned: Bool

  /// Bytes asked for at once: a pipe's usual capacity.
  static let blockSize = 65_536

  /// Opens a file, or standard input for `-`.
  ///
  /// - Throws: `FileError` if the file is missing, a directory or not to be read.
  package init(path: FilePath) throws(FileError) {
    isOwned = path != "-"
    name = Self.name(of: path)
    guard isOwned else {
      descriptor = .standardInput
      size = try Self.regularSize(descriptor, name)
      return
    }
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      throw .missing(path: path)
    } catch {
      throw .unreadable(path: path, reason: "\(error)")
    }
    do throws(FileError) {
      size = try Self.regularSize(descriptor, name)
    } catch {
      try? descriptor.close()
      throw error
    }
  }

  deinit {
    if isOwned { try? descriptor.close() }
  }

  /// What messages call a source: its path, or “standard input” for `-`.
  package static func name(of path: FilePath) -> FilePath {
    path == "-" ? "standard input" : path
  }

  /// Whether standard input is a terminal, where a person would have to type the texts.
  package static var standardInputIsTerminal: Bool { isatty(0) != 0 }

  private static func regularSize(
    _ descriptor: FileDescriptor, _ name: FilePath
  ) throws(FileError) -> Int? {
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else {
      throw .unreadable(path: name, reason: "\(Errno(rawValue: errno))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .directory(path: name)
    case S_IFREG: return Int(status.st_size)
    default: return nil
    }
  }

  /// Whether a read would return at once.
  package var isReady: Bool { size != nil || isReadable(within: 0) }

  /// Reads the next block; it is empty at the end.
  ///
  /// - Throws: `FileError` or `CancellationError`.
  package func read() throws -> [UInt8] {
    /// How long a cancelled task goes unnoticed, in milliseconds.
    let patience: Int32 = 100
    while size == nil && !isReadable(within: patience) { try Task.checkCancellation() }
    try Task.checkCancellation()
    do {
      let block = try unsafe [UInt8](unsafeUninitializedCapacity: Self.blockSize) {
        (buffer, count) in
        count = try unsafe descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      bytesRead += block.count
      return block
    } catch {
      throw FileError.unreadable(path: name, reason: "\(error)")
    }
  }

  private func isReadable(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&request, 1, milliseconds) != 0
  }
}
