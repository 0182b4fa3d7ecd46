internal import SystemPackage
internal import TrefoilTensor

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file that appears under its name once it is whole, or not at all.
enum TemporaryFile {
  /// What the names of files that are being written end in.
  static let suffix = ".tmp"

  /// Writes bytes beside `path`, brings them to the disk, and renames the file.
  ///
  /// Whoever writes the same name at once writes a file of its own; the last rename stays.
  static func write(_ bytes: [UInt8], renamedTo path: FilePath) throws(EmbeddingCacheError) {
    let name = "\(path.string).\(String(UInt64.random(in: 0 ... .max), radix: 36))\(suffix)"
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        FilePath(name), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
    } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
    do {
      try file.closeAfter {
        try unsafe bytes.withUnsafeBytes { _ = try unsafe file.writeAll($0) }
        try file.synchronize()
      }
      guard unsafe rename(name, path.string) == 0 else { throw Errno(rawValue: errno) }
    } catch {
      _ = unsafe unlink(name)
      throw .cannotWrite(path: path, reason: "\(error)")
    }
  }

  /// Removes what processes that were killed have left in a directory.
  static func removeAbandoned(in directory: FilePath, names: [String]) {
    for name in names where name.hasSuffix(suffix) {
      var status = stat()
      let path = directory.appending(name).string
      guard unsafe stat(path, &status) == 0 else { continue }
      // Nobody writes a segment for an hour.
      guard status.modified < time(nil) - 3600 else { continue }
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
