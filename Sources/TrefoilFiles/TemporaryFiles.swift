internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The temporary files of this process, so that an abrupt end can remove them too.
package final class TemporaryFiles: Sendable {
  /// Those of the process.
  package static let shared = TemporaryFiles()
  private let paths = Mutex<Set<String>>([])

  /// Remembers a file that exists now.
  func insert(_ path: String) {
    paths.withLock { _ = $0.insert(path) }
  }

  /// Removes a file.
  func remove(_ path: String) {
    _ = unsafe unlink(path)
    forget(path)
  }

  /// Leaves a file to its new name.
  func forget(_ path: String) {
    paths.withLock { _ = $0.remove(path) }
  }

  /// Removes every file that is left.
  package func removeAll() {
    for path in paths.withLock({ $0 }) { remove(path) }
  }
}
