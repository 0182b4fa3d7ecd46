internal import CTrefoilFiles
package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A directory that appears under its name once it is whole, or not at all.
///
/// Files are made in a temporary directory beside it; `commit` brings that to the disk and renames it.
/// If it is let go before, everything in it is removed.
package final class AtomicDirectory {
  /// Where it is until it is committed, for what others make in it.
  package let workingPath: FilePath
  private let path: FilePath
  /// What is in it so far, directories among it.
  private var content: [FilePath] = []
  private var isCommitted = false

  /// The bytes that are copied at once.
  private static let piece = 1 << 20

  /// Makes the temporary directory, and those above it that are not there.
  ///
  /// - Throws: `FileError.cannotCreate`, also if something has the name already.
  package init(path: FilePath) throws(FileError) {
    guard path.lastComponent != nil, !path.exists else {
      throw .cannotCreate(path: path, reason: "\(Errno.fileExists)")
    }
    self.path = path
    let parent = path.removingLastComponent()
    workingPath = parent.appending(AtomicFile.temporaryName())
    do {
      try parent.createDirectories()
      // A directory that somebody has put there is not taken for ours.
      try FileSystem.makeDirectory(workingPath)
    } catch FileError.cannotCreate(_, let reason) {
      throw .cannotCreate(path: path, reason: reason)
    } catch {
      throw .cannotCreate(path: path, reason: "\(error)")
    }
    TemporaryFiles.shared.insert(workingPath.string)
  }

  deinit {
    guard !isCommitted else { return }
    TemporaryFiles.shared.remove(workingPath.string)
    forgetContent()
  }

  /// A new file of the directory, which is there once it is committed.
  ///
  /// - Parameters: `name` may lead through directories within, which are made.
  /// - Throws: `FileError.cannotCreate`.
  package func makeFile(_ name: FilePath) throws(FileError) -> AtomicFile {
    let file = try place(name)
    return try AtomicFile(path: file)
  }

  /// A new directory within, and those above it.
  ///
  /// - Throws: `FileError.cannotCreate`.
  package func makeDirectory(_ name: FilePath) throws(FileError) {
    try make(try place(name))
  }

  /// The place of a file that somebody else makes, and brings to the disk.
  ///
  /// - Throws: `FileError.cannotCreate` for the directories that lead there.
  package func place(_ name: FilePath) throws(FileError) -> FilePath {
    precondition(name.isRelative && !name.isEmpty, "“\(name)” is no name within a directory")
    let file = workingPath.pushing(name)
    try make(file.removingLastComponent())
    var within = name
    while !within.isEmpty {
      remember(workingPath.pushing(within))
      within.removeLastComponent()
    }
    return file
  }

  private func make(_ directory: FilePath) throws(FileError) {
    do {
      try directory.createDirectories()
    } catch .cannotCreate(_, let reason) {
      throw .cannotCreate(path: path, reason: reason)
    }
  }

  /// Copies a file into the directory.
  ///
  /// - Throws: `FileError` for the file or its copy.
  package func copy(_ source: FilePath, to name: FilePath) throws(FileError) {
    let content = try MappedFile(path: source)
    let file = try makeFile(name)
    for start in stride(from: 0, to: content.count, by: Self.piece) {
      let part = start..<min(start + Self.piece, content.count)
      try file.write(content.bytes(in: part))
      content.release(part)
    }
    try file.commit()
  }

  /// Gives a file that is on the disk, and that nobody changes, a second name in the directory; where
  /// the file system has no such names, it is copied.
  ///
  /// - Throws: `FileError` for the file or its copy.
  package func link(_ source: FilePath, to name: FilePath) throws(FileError) {
    let target = try place(name)
    do {
      try FileSystem.link(source, to: target)
    } catch {
      try copy(source, to: name)
    }
  }

  /// Brings everything to the disk and gives the directory its name; nothing may be written after.
  ///
  /// - Throws: `FileError.cannotWrite`, also if something has taken the name meanwhile.
  package func commit() throws(FileError) {
    guard !path.exists else {
      throw .cannotWrite(path: path, reason: "\(Errno.fileExists)")
    }
    do {
      for directory in content + [workingPath] where directory.isDirectory {
        try FileSystem.syncDirectory(directory)
      }
      try FileSystem.rename(workingPath, to: path)
      isCommitted = true
      TemporaryFiles.shared.forget(workingPath.string)
      forgetContent()
      try FileSystem.syncDirectory(path.removingLastComponent())
    } catch {
      throw .cannotWrite(path: path, reason: "\(error)")
    }
  }

  /// Has an abrupt end remove what is in the directory, which it can't list then.
  private func remember(_ path: FilePath) {
    guard !content.contains(path) else { return }
    content.append(path)
    unsafe trefoil_remember_temporary(path.string)
  }

  private func forgetContent() {
    for path in content { unsafe trefoil_forget_temporary(path.string) }
  }
}
