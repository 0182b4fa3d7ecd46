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

/// What may stand between Trefoil and the file system: a test, which lets operations fail.
package protocol FileSystemFaults: Sendable {
  /// Carries an operation out by calling `body`, fails as the system might, or passes one over that
  /// gives nothing.
  func perform(_ operation: FileOperation, _ body: () throws -> Void) throws
}

/// The one way in which files are changed: all writes, syncs, renames and removals are made here.
///
/// Each throws `Errno`.
package enum FileSystem {
  /// What stands before the operations of this task; nil but in tests.
  @TaskLocal package static var faults: (any FileSystemFaults)?

  /// Lets an operation through that somebody else carries out.
  package static func announce(_ operation: FileOperation) throws {
    try perform(operation) {}
  }

  private static func perform<Value>(
    _ operation: @autoclosure () -> FileOperation, _ body: () throws -> Value
  ) throws -> Value {
    guard let faults else { return try body() }
    var value: Value?
    try faults.perform(operation()) { value = try body() }
    guard let value else { throw Errno.ioError }
    return value
  }

  private static func perform(
    _ operation: @autoclosure () -> FileOperation, _ body: () throws -> Void
  ) throws {
    guard let faults else { return try body() }
    try faults.perform(operation(), body)
  }

  /// Makes a file for writing; nothing may have its name.
  static func create(
    _ path: FilePath, permissions: FilePermissions
  ) throws -> FileDescriptor {
    try perform(.create(path)) {
      try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: permissions)
    }
  }

  /// Makes a file without a name in a directory, for reading and writing.
  ///
  /// It has a name for a moment; if the process ends within that, what sweeps temporary files away
  /// knows it.
  static func createUnnamed(in directory: FilePath) throws -> FileDescriptor {
    let path = directory.appending(AtomicFile.temporaryName())
    return try perform(.create(path)) {
      let file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
      _ = unsafe unlink(path.string)
      return file
    }
  }

  /// Makes a directory; nothing may have its name.
  static func makeDirectory(_ path: FilePath, permissions: FilePermissions = .init(rawValue: 0o777))
    throws
  {
    try perform(.makeDirectory(path)) {
      guard unsafe mkdir(path.string, permissions.rawValue) == 0 else {
        throw Errno(rawValue: errno)
      }
    }
  }

  /// Writes all bytes to a file; `path` is its name.
  static func write(_ bytes: [UInt8], to file: FileDescriptor, at path: FilePath) throws {
    try perform(.write(path)) { try file.writeWhole(bytes) }
  }

  /// Brings what was written to a file to the disk; `path` is its name.
  ///
  /// After a failure the system may have forgotten what it did not write, so a second call that
  /// succeeds says nothing: the file is to be written anew.
  static func sync(_ file: FileDescriptor, at path: FilePath) throws {
    try perform(.sync(path)) {
      #if canImport(Darwin)
      // There fsync leaves the bytes in the disk's own memory.
      if fcntl(file.rawValue, F_FULLFSYNC) == 0 { return }
      #endif
      guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
  }

  /// Brings the names in a directory to the disk, where the file system has such a call.
  static func syncDirectory(_ path: FilePath) throws {
    let name = path.isEmpty ? FilePath(".") : path
    // One that may be written to and not read can't be opened, and its names are not ours to keep.
    guard let directory = try? FileDescriptor.open(name, .readOnly, options: [.closeOnExec])
    else { return }
    defer { try? directory.close() }
    do {
      try sync(directory, at: name)
    } catch Errno.invalidArgument, Errno.notSupported {
      return
    }
  }

  /// Gives a file or a directory another name, in place of what has it.
  static func rename(_ path: FilePath, to name: FilePath) throws {
    try perform(.rename(path, to: name)) {
      guard SystemCall.rename(path.string, name.string) == 0 else {
        throw Errno(rawValue: errno)
      }
    }
  }

  /// Gives two directories each other's name, at once.
  static func exchange(_ path: FilePath, with other: FilePath) throws {
    try perform(.exchange(path, with: other)) {
      let reason = unsafe trefoil_exchange_paths(path.string, other.string)
      guard reason == 0 else { throw Errno(rawValue: reason) }
    }
  }

  /// Gives a file a second name.
  static func link(_ path: FilePath, to name: FilePath) throws {
    try perform(.link(path, to: name)) {
      guard SystemCall.link(path.string, name.string) == 0 else {
        throw Errno(rawValue: errno)
      }
    }
  }

  /// Removes a file, or a directory with all that is in it.
  package static func remove(_ path: FilePath) throws {
    try perform(.remove(path)) {
      guard unsafe unlink(path.string) != 0 else { return }
      try FileManager.default.removeItem(atPath: path.string)
    }
  }
}

/// The system's functions, whose names are those of ours.
private enum SystemCall {
  static func rename(_ path: String, _ name: String) -> Int32 {
    #if canImport(Glibc)
    unsafe Glibc.rename(path, name)
    #elseif canImport(Musl)
    unsafe Musl.rename(path, name)
    #elseif canImport(Darwin)
    unsafe Darwin.rename(path, name)
    #endif
  }

  static func link(_ path: String, _ name: String) -> Int32 {
    #if canImport(Glibc)
    unsafe Glibc.link(path, name)
    #elseif canImport(Musl)
    unsafe Musl.link(path, name)
    #elseif canImport(Darwin)
    unsafe Darwin.link(path, name)
    #endif
  }
}
