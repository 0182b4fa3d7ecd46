internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The temporary files and directories of this process, so that an abrupt end can remove them too.
package final class TemporaryFiles: Sendable {
  /// Those of the process.
  package static let shared = TemporaryFiles()
  private let paths = Mutex<Set<String>>([])

  /// Remembers a file or directory that exists now.
  func insert(_ path: String) {
    paths.withLock { _ = $0.insert(path) }
  }

  /// Removes a file, or a directory with all that is in it.
  func remove(_ path: String) {
    if unsafe unlink(path) != 0 { try? FileManager.default.removeItem(atPath: path) }
    forget(path)
  }

  /// Leaves a file or directory to its new name.
  func forget(_ path: String) {
    paths.withLock { _ = $0.remove(path) }
  }

  /// Removes everything that is left.
  package func removeAll() {
    for path in paths.withLock({ $0 }) { remove(path) }
  }
}
