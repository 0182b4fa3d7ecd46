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

/// Temporary files and directories whose writers were killed.
enum AbandonedFiles {
  /// A writer locks what it has made; this many seconds are more than it needs until then.
  private static let secondsToLock = 1

  /// Removes those of a directory: what is named as `AtomicFile.temporaryName` names, and is locked
  /// by nobody.
  static func remove(in directory: FilePath) {
    let place = directory.isEmpty ? "." : directory.string
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    where AtomicFile.isTemporary(name) {
      var status = stat()
      let path = directory.appending(name).string
      guard unsafe lstat(path, &status) == 0,
        status.changed < time(nil) - secondsToLock, let lock = FileLock(of: path)
      else { continue }
      withExtendedLifetime(lock) { try? FileSystem.remove(FilePath(path)) }
    }
  }
}

extension stat {
  /// When the file last changed, or what is known of it, in seconds.
  fileprivate var changed: Int {
    #if canImport(Darwin)
    st_ctimespec.tv_sec
    #else
    st_ctim.tv_sec
    #endif
  }
}
