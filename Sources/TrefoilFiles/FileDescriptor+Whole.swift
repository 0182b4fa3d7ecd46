package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension FileDescriptor {
  /// Writes all bytes; where a descriptor that does not block has no room, it waits for some.
  ///
  /// Whoever shares a pipe or a terminal with this process may have set it not to block.
  ///
  /// - Throws: `Errno`.
  package func writeWhole(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      do {
        done += try unsafe bytes.withUnsafeBytes { buffer in
          try unsafe write(UnsafeRawBufferPointer(rebasing: buffer[done...]))
        }
      } catch Errno.resourceTemporarilyUnavailable {
        var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&request, 1, -1)
      }
    }
  }
}
