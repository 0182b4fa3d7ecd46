package import SystemPackage

extension FilePath {
  /// Removes a directory with all that is in it.
  ///
  /// It has the name of a temporary one first, so that what a crash leaves of it is swept away by the
  /// next who writes beside it. Whoever has a file of it open keeps that.
  ///
  /// - Throws: `FileError.cannotWrite`.
  package func discardDirectory() throws(FileError) {
    let temporary = removingLastComponent().appending(AtomicFile.temporaryName())
    try renamed(to: temporary)
    do {
      try FileSystem.remove(temporary)
    } catch {
      throw .cannotWrite(path: temporary, reason: "\(error)")
    }
  }
}
