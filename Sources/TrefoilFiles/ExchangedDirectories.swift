package import SystemPackage

/// Two directories of one file system that take each other's name.
package enum ExchangedDirectories {
  /// What the first directory is called for a moment where the system can't exchange names at once.
  package static func asideName(of path: FilePath) -> FilePath {
    path.removingLastComponent().appending((path.lastComponent?.string ?? "") + ".replaced")
  }

  /// Exchanges the names of two directories.
  ///
  /// Where the system can, at no moment is there nothing under either name. Elsewhere the first
  /// directory has the name `asideName(of:)` for a moment, and whoever finds it there after a crash
  /// gives it its name back with `restore(_:)`.
  ///
  /// - Throws: `FileError.cannotWrite`, with nothing changed.
  package static func exchange(_ one: FilePath, _ other: FilePath) throws(FileError) {
    do {
      try FileSystem.exchange(one, with: other)
    } catch Errno.noFunction, Errno.invalidArgument, Errno.notSupported {
      try renameInTurn(one, other)
    } catch {
      throw .cannotWrite(path: one, reason: "\(error)")
    }
    try one.syncName()
    try other.syncName()
  }

  /// The same by three renames.
  static func renameInTurn(_ one: FilePath, _ other: FilePath) throws(FileError) {
    let aside = asideName(of: one)
    guard !aside.exists else {
      throw .cannotWrite(path: aside, reason: "\(Errno.fileExists)")
    }
    try one.renamed(to: aside)
    do throws(FileError) {
      try other.renamed(to: one)
    } catch {
      try aside.renamed(to: one)
      throw error
    }
    try aside.renamed(to: other)
  }

  /// Gives a directory its name back that a crash left under `asideName(of:)`.
  ///
  /// - Throws: `FileError.cannotWrite`.
  package static func restore(_ path: FilePath) throws(FileError) {
    let aside = asideName(of: path)
    guard !path.exists, aside.isDirectory else { return }
    try aside.renamed(to: path)
    try path.syncName()
  }
}

extension FilePath {
  /// Removes the file at the path, or a directory with all that is in it, if one is there.
  ///
  /// - Throws: `FileError.cannotWrite`.
  package func removeFile() throws(FileError) {
    do {
      try FileSystem.remove(self)
    } catch {
      guard exists else { return }
      throw .cannotWrite(path: self, reason: "\(error)")
    }
  }

  /// Gives what is at the path another name on the same file system.
  ///
  /// - Throws: `FileError.cannotWrite`.
  package func renamed(to other: FilePath) throws(FileError) {
    do {
      try FileSystem.rename(self, to: other)
    } catch {
      throw .cannotWrite(path: other, reason: "\(error)")
    }
  }

  /// Brings the name to the disk.
  ///
  /// - Throws: `FileError.cannotWrite`.
  fileprivate func syncName() throws(FileError) {
    do {
      try FileSystem.syncDirectory(removingLastComponent())
    } catch {
      throw .cannotWrite(path: self, reason: "\(error)")
    }
  }
}
