package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension FilePath {
  /// Whether something is at the path, links followed.
  package var exists: Bool { (try? stat()) != nil }

  /// Whether the system says that nothing is at the path, rather than that it may not be looked at.
  package var isMissing: Bool {
    do {
      _ = try stat()
      return false
    } catch {
      return error == .noSuchFileOrDirectory
    }
  }

  /// Whether a directory is at the path, links followed.
  package var isDirectory: Bool { (try? stat())?.type == .directory }

  /// The path without links and dots; nil if nothing is there.
  package var resolved: FilePath? {
    guard let found = unsafe realpath(isEmpty ? "." : string, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe FilePath(String(cString: found))
  }

  /// Creates the directory, and those above it that are not there, and brings their names to the disk.
  ///
  /// - Throws: `FileError.cannotCreate`.
  package func createDirectories() throws(FileError) {
    do {
      try makeMissing()
    } catch {
      throw .cannotCreate(path: self, reason: "\(error)")
    }
  }

  private func makeMissing() throws {
    guard !isEmpty, !isDirectory else { return }
    let parent = removingLastComponent()
    if parent != self { try parent.makeMissing() }
    do {
      try FileSystem.makeDirectory(self)
    } catch Errno.fileExists where isDirectory {
      // Another process was faster.
    }
    try FileSystem.syncDirectory(parent)
  }

  /// Whether a regular file is at the path, links followed.
  package var isRegularFile: Bool { (try? stat())?.type == .regular }

  /// Whether something is at the path, for a file that need not be there.
  ///
  /// - Throws: `FileError.danglingLink` for a link that leads to nothing: somebody meant a file to
  ///   be there. `FileError.unreadable` if the system does not say.
  package func isPresent() throws(FileError) -> Bool {
    do {
      _ = try stat()
      return true
    } catch {
      if let link = danglingLink { throw link }
      guard error == .noSuchFileOrDirectory || error == .notDirectory else {
        throw .unreadable(path: self, reason: "\(error)")
      }
      return false
    }
  }
}
