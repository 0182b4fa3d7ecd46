package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// By what the system tells one file from another, whatever they are called.
package struct FileIdentity: Equatable, Sendable {
  /// The file system.
  package let device: UInt64
  /// The file on it.
  package let number: UInt64

  /// The identity of what is at a path, links followed; nil if nothing is.
  package init?(of path: FilePath) {
    var status = stat()
    guard unsafe stat(path.isEmpty ? "." : path.string, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Takes what the system says of a file.
  init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
