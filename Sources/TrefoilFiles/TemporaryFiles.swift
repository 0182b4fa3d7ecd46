internal import CTrefoilFiles
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
///
/// Each is locked as long as it is here, so that another process can tell those of a writer that
/// lives from those that a killed one has left. The first one in a directory sweeps the latter away.
package final class TemporaryFiles: Sendable {
  /// Those of the process.
  package static let shared = TemporaryFiles()

  private struct State {
    /// Each path with its lock; nil where the system gives none.
    var locks: [String: FileLock?] = [:]
    /// The directories that were swept.
    var swept: Set<String> = []
  }

  private let state = Mutex(State())

  /// Remembers a file or directory that exists now.
  func insert(_ path: String) {
    let lock = FileLock(of: path)
    unsafe trefoil_remember_temporary(path)
    let directory = FilePath(path).removingLastComponent()
    let isFirst = state.withLock { state in
      state.locks[path] = .some(lock)
      return state.swept.insert(directory.string).inserted
    }
    if isFirst { AbandonedFiles.remove(in: directory) }
  }

  /// Removes a file, or a directory with all that is in it.
  func remove(_ path: String) {
    try? FileSystem.remove(FilePath(path))
    forget(path)
  }

  /// Leaves a file or directory to its new name.
  func forget(_ path: String) {
    unsafe trefoil_forget_temporary(path)
    state.withLock { _ = $0.locks.removeValue(forKey: path) }
  }

  /// Removes everything that is left.
  package func removeAll() {
    for path in state.withLock({ Array($0.locks.keys) }) { remove(path) }
  }
}
