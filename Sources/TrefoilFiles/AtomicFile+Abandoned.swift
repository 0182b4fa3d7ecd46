package import SystemPackage

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

extension AtomicFile {
  /// Nobody writes one file for so many seconds.
  private static let longestWriting = 3600

  /// Removes what processes that were killed have left in a directory.
  package static func removeAbandoned(in directory: FilePath) {
    let names = try? FileManager.default.contentsOfDirectory(atPath: directory.string)
    for name in names ?? [] where name.hasSuffix(ending) {
      var status = stat()
      let path = directory.appending(name).string
      guard unsafe stat(path, &status) == 0 else { continue }
      guard status.modified < time(nil) - longestWriting else { continue }
      _ = unsafe unlink(path)
    }
  }
}

extension stat {
  /// When the file was written, in seconds.
  fileprivate var modified: Int {
    #if canImport(Darwin)
    st_mtimespec.tv_sec
    #else
    st_mtim.tv_sec
    #endif
  }
}
