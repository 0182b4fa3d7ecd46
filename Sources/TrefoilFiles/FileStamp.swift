package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What is the same as long as nobody writes to a file or puts another in its place, without a look at
/// its bytes.
package struct FileStamp: Equatable, Sendable {
  /// The file.
  package let identity: FileIdentity
  /// Its bytes.
  package let size: Int
  /// When they were last changed, in nanoseconds.
  package let modified: Int

  /// The stamp of the file at a path, links followed; nil if nothing is there.
  package init?(of path: FilePath) {
    var status = stat()
    guard unsafe stat(path.isEmpty ? "." : path.string, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Takes what the system says of a file.
  init(_ status: stat) {
    identity = FileIdentity(status)
    size = Int(status.st_size)
    #if canImport(Darwin)
    let time = status.st_mtimespec
    #else
    let time = status.st_mtim
    #endif
    modified = time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
  }
}
