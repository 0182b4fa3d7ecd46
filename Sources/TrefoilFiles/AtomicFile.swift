package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file that appears under its name once it is whole, or not at all.
///
/// Bytes go to a temporary file beside it; `commit` brings that to the disk and renames it. If it
/// is let go before, the temporary file is removed and whatever had the name keeps it. A file that
/// is replaced leaves its mode and, where the system allows it, its owner to the new one.
///
/// A name that leads to a pipe, a device or an open descriptor is never replaced: bytes are passed
/// on as they come, and `commit` passes on the last. `-` is standard output.
package final class AtomicFile: ByteSink {
  private let name: FilePath
  private let descriptor: FileDescriptor
  private let output: BufferedDescriptor
  /// The temporary file and the name that it takes; nil where bytes are passed on as they come.
  private let renaming: (temporary: FilePath, path: FilePath)?
  private var isCommitted = false
  /// Why the file can't be committed any more.
  private var failure: FileError?

  /// What the names of files that are being written end in.
  static let ending = ".tmp"

  /// Makes the temporary file, or opens what takes the bytes as they come.
  ///
  /// - Parameters:
  ///   - name: where the file is to be.
  ///   - replacesProtected: whether a file that this process may not write to is replaced too, as
  ///     that of a cache is, whoever made it.
  /// - Throws: `FileError.cannotCreate`, `.writeProtected`, or `.notReplaceable` if the path is a
  ///   directory's.
  package init(path name: FilePath, replacesProtected: Bool = false) throws(FileError) {
    self.name = name == "-" ? "standard output" : name
    let target = try OutputTarget(name)
    if case .file(let path, .some) = target, !replacesProtected {
      try Self.requireWritable(path, calledBy: name)
    }
    do {
      switch target {
      case .file(let path, let status):
        let temporary = path.removingLastComponent().appending(Self.temporaryName())
        descriptor = try Self.create(temporary, like: status)
        renaming = (temporary, path)
      case .descriptor(let number):
        descriptor = try FileDescriptor(rawValue: number).duplicate()
        renaming = nil
      case .stream(let path):
        descriptor = try FileDescriptor.open(
          path, .writeOnly, options: [.append, .closeOnExec, .init(rawValue: O_NOCTTY)])
        renaming = nil
      }
    } catch {
      throw .cannotCreate(path: self.name, reason: "\(error)")
    }
    output = BufferedDescriptor(descriptor, name: self.name, path: renaming?.temporary)
    if let renaming { TemporaryFiles.shared.insert(renaming.temporary.string) }
  }

  /// Whether a name leads to what takes bytes as they come: standard output, a pipe or a device.
  package static func isStream(_ name: FilePath) -> Bool {
    guard let target = try? OutputTarget(name) else { return false }
    if case .file = target { return false }
    return true
  }

  deinit {
    guard !isCommitted else { return }
    try? descriptor.close()
    if let renaming { TemporaryFiles.shared.remove(renaming.temporary.string) }
  }

  /// A name that nobody can foresee, so that nobody has put a link there.
  ///
  /// It is short and no part of it is the file's name, which may be as long as the system allows.
  static func temporaryName() -> FilePath.Component {
    let suffix = String(UInt64.random(in: 0 ... .max), radix: 36)
    return FilePath.Component(".trefoil-\(suffix)\(ending)") ?? FilePath.Component(".")
  }

  /// Whether `temporaryName` may have given a name.
  static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(".trefoil-") && name.hasSuffix(ending)
  }

  /// Checks that a file may be written to, though only its directory need allow that it is replaced:
  /// what is protected from a shell's `>` is not lost to a rename either.
  private static func requireWritable(
    _ path: FilePath, calledBy name: FilePath
  ) throws(FileError) {
    guard unsafe access(path.string, W_OK) != 0 else { return }
    let reason = Errno(rawValue: errno)
    throw reason == .permissionDenied
      ? .writeProtected(path: name) : .cannotCreate(path: name, reason: "\(reason)")
  }

  /// Makes a file that nobody else may read before it has the mode of the one that it replaces.
  private static func create(_ path: FilePath, like status: stat?) throws -> FileDescriptor {
    let everybody: FilePermissions = [.ownerReadWrite, .groupReadWrite, .otherReadWrite]
    let descriptor = try FileSystem.create(
      path, permissions: status == nil ? everybody : .ownerReadWrite)
    guard let status else { return descriptor }
    let keepsOwner = fchown(descriptor.rawValue, status.st_uid, status.st_gid) == 0
    // Bits that lend the owner's rights are for the same owner alone.
    _ = fchmod(descriptor.rawValue, status.st_mode & (keepsOwner ? 0o7777 : 0o777))
    return descriptor
  }

  /// Takes bytes.
  package func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    try output.write(bytes)
  }

  /// Passes on what waits in the buffer.
  package func flush() throws(FileError) {
    try output.flush()
  }

  /// Lends the file itself, behind all that was written, for bytes that need no buffer.
  ///
  /// - Throws: `FileError` for what waits in the buffer, and what `body` throws.
  package func withDescriptor(_ body: (FileDescriptor) throws -> Void) throws {
    try flush()
    try body(descriptor)
  }

  /// Gives the file its name, or passes on the last bytes; nothing may be written after.
  ///
  /// A call after one that failed fails as that did: a file of which a part did not reach the disk is
  /// not tried again, but written anew.
  ///
  /// - Throws: `FileError.cannotWrite`, with nothing changed under the name; but where the name itself
  ///   did not reach the disk, the file has it for as long as the system runs.
  package func commit() throws(FileError) {
    if let failure { throw failure }
    try flush()
    if let (temporary, path) = renaming {
      do {
        try FileSystem.sync(descriptor, at: temporary)
        try FileSystem.rename(temporary, to: path)
        TemporaryFiles.shared.forget(temporary.string)
        isCommitted = true
        try? descriptor.close()
        try FileSystem.syncDirectory(path.removingLastComponent())
      } catch {
        let failure = FileError.cannotWrite(path: name, reason: "\(error)")
        self.failure = failure
        throw failure
      }
    } else {
      isCommitted = true
      try? descriptor.close()
    }
  }
}
