package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension FileDescriptor {
  /// Waits until what was written is on the disk, so that a failure there shows before a rename.
  ///
  /// - Throws: `Errno` as the system gives it.
  package func synchronize() throws(Errno) {
    guard fsync(rawValue) == 0 else { throw Errno(rawValue: errno) }
  }
}
