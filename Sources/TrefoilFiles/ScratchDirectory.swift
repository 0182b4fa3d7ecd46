package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A directory for a while, which is removed with all that is in it when it is let go, and by the next
/// process if this one is killed.
package final class ScratchDirectory: Sendable {
  /// Where it is.
  package let path: FilePath

  /// Makes the directory in another, the system's for temporary files unless one is named.
  ///
  /// - Throws: `FileError.cannotCreate`.
  package init(in directory: FilePath = ScratchDirectory.standard) throws(FileError) {
    path = directory.appending(AtomicFile.temporaryName())
    do {
      try FileSystem.makeDirectory(path, permissions: .ownerReadWriteExecute)
    } catch {
      throw .cannotCreate(path: path, reason: "\(error)")
    }
    TemporaryFiles.shared.insert(path.string)
  }

  deinit { TemporaryFiles.shared.remove(path.string) }

  /// The system's directory for temporary files: TMPDIR, else /tmp.
  package static var standard: FilePath {
    guard let named = unsafe getenv("TMPDIR"), unsafe named.pointee != 0 else { return "/tmp" }
    return unsafe FilePath(platformString: named)
  }
}
