package import SystemPackage

/// A change that this process makes to the file system.
package enum FileOperation: Equatable, Sendable {
  /// A file is made.
  case create(FilePath)
  /// A directory is made.
  case makeDirectory(FilePath)
  /// Bytes are passed to the system.
  case write(FilePath)
  /// What was written to a file, or the names in a directory, are brought to the disk.
  case sync(FilePath)
  /// A file or a directory gets another name.
  case rename(FilePath, to: FilePath)
  /// Two directories get each other's name.
  case exchange(FilePath, with: FilePath)
  /// A file gets a second name.
  case link(FilePath, to: FilePath)
  /// A file, or a directory with all that is in it, is removed.
  case remove(FilePath)
  /// A database changes by one transaction; its own writes are the database's.
  case transaction(FilePath)
}
