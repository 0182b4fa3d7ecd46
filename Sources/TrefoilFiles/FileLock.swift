internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A lock on a file or a directory that ends with the process at the latest, however that ends.
package final class FileLock: Sendable {
  private let descriptor: FileDescriptor

  /// Takes the lock; nil if another has it, or if the system gives none.
  package init?(of path: String) {
    let options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking, .noFollow]
    guard let opened = try? FileDescriptor.open(FilePath(path), .readOnly, options: options)
    else {
      return nil
    }
    guard flock(opened.rawValue, LOCK_EX | LOCK_NB) == 0 else {
      try? opened.close()
      return nil
    }
    descriptor = opened
  }

  deinit { try? descriptor.close() }
}
