internal import SystemPackage

/// A file descriptor with a buffer before it.
final class BufferedDescriptor {
  private let descriptor: FileDescriptor
  private let name: String
  private var buffer: [UInt8] = []

  /// Bytes that wait before they are written: large enough that system calls don't count.
  private static let capacity = 1 << 16

  init(_ descriptor: FileDescriptor, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  func flush() throws(OutputError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard !buffer.isEmpty else { return }
    do {
      try unsafe buffer.withUnsafeBytes { _ = try unsafe descriptor.writeAll($0) }
    } catch Errno.brokenPipe {
      throw .brokenPipe
    } catch {
      throw .cannotWrite(path: name, reason: "\(error)")
    }
  }
}
