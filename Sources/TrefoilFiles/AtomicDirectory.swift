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
  private var isCommitted = false

  /// Makes the temporary directory, and those above it that are not there.
  ///
  /// - Throws: `FileError.cannotCreate`, also if something has the name already.
  package init(path: FilePath) throws(FileError) {
    guard let name = path.lastComponent, !path.exists else {
      throw .cannotCreate(path: path, reason: "\(Errno.fileExists)")
    }
    self.path = path
    temporary = path.removingLastComponent().appending(AtomicFile.temporaryName(for: name))
    try Self.make(temporary, for: path)
    TemporaryFiles.shared.insert(temporary.string)
  }

  deinit {
    if !isCommitted { TemporaryFiles.shared.remove(temporary.string) }
  }

  /// A new file of the directory, which is there once it is committed.
  ///
  /// - Parameters: `name` may lead through directories within, which are made.
  /// - Throws: `FileError.cannotCreate`.
  package func makeFile(_ name: FilePath) throws(FileError) -> AtomicFile {
    precondition(name.isRelative && !name.isEmpty, "“\(name)” is no name within a directory")
    let file = temporary.pushing(name)
    try Self.make(file.removingLastComponent(), for: path)
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
    AtomicFile.syncDirectory(of: path)
  }

  private static func make(_ directory: FilePath, for path: FilePath) throws(FileError) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory.string, withIntermediateDirectories: true)
    } catch {
      throw .cannotCreate(path: path, reason: (error as? CocoaError)?.reason ?? "\(error)")
    }
  }
}
