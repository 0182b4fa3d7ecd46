internal import CTrefoilFiles
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

/// A directory that appears under its name once it is whole, or not at all.
///
/// Files are made in a temporary directory beside it; `commit` renames that. If it is let go
/// before, everything in it is removed.
package final class AtomicDirectory {
  private let path: FilePath
  private let temporary: FilePath
  /// What is in it so far, directories among it.
  private var content: [FilePath] = []
  private var isCommitted = false

  /// Makes the temporary directory, and those above it that are not there.
  ///
  /// - Throws: `FileError.cannotCreate`, also if something has the name already.
  package init(path: FilePath) throws(FileError) {
    guard path.lastComponent != nil, !path.exists else {
      throw .cannotCreate(path: path, reason: "\(Errno.fileExists)")
    }
    self.path = path
    let parent = path.removingLastComponent()
    temporary = parent.appending(AtomicFile.temporaryName())
    if !parent.isEmpty && !parent.exists { try Self.makeAll(parent, for: path) }
    // A directory that somebody has put there is not taken for ours.
    guard unsafe mkdir(temporary.string, 0o777) == 0 else {
      throw .cannotCreate(path: path, reason: "\(Errno(rawValue: errno))")
    }
    TemporaryFiles.shared.insert(temporary.string)
  }

  deinit {
    guard !isCommitted else { return }
    TemporaryFiles.shared.remove(temporary.string)
    forgetContent()
  }

  /// A new file of the directory, which is there once it is committed.
  ///
  /// - Parameters: `name` may lead through directories within, which are made.
  /// - Throws: `FileError.cannotCreate`.
  package func makeFile(_ name: FilePath) throws(FileError) -> AtomicFile {
    precondition(name.isRelative && !name.isEmpty, "“\(name)” is no name within a directory")
    let file = temporary.pushing(name)
    try Self.makeAll(file.removingLastComponent(), for: path)
    var within = name
    while !within.isEmpty {
      remember(temporary.pushing(within))
      within.removeLastComponent()
    }
    return try AtomicFile(path: file)
  }

  /// Copies a file into the directory.
  ///
  /// - Throws: `FileError` for the file or its copy.
  package func copy(_ source: FilePath, to name: FilePath) throws(FileError) {
    let content = try MappedFile(path: source)
    let file = try makeFile(name)
    try file.write(content.bytes(in: 0..<content.count))
    try file.commit()
  }

  /// Gives the directory its name; nothing may be written after.
  ///
  /// - Throws: `FileError.cannotWrite` if something has taken the name meanwhile.
  package func commit() throws(FileError) {
    guard !path.exists else {
      throw .cannotWrite(path: path, reason: "\(Errno.fileExists)")
    }
    guard unsafe rename(temporary.string, path.string) == 0 else {
      throw .cannotWrite(path: path, reason: "\(Errno(rawValue: errno))")
    }
    isCommitted = true
    TemporaryFiles.shared.forget(temporary.string)
    forgetContent()
    AtomicFile.syncDirectory(of: path)
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

  private static func makeAll(_ directory: FilePath, for path: FilePath) throws(FileError) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory.string, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(path: path, reason: (error as? CocoaError)?.reason ?? "\(error)")
    }
  }
}
