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
/// is let go before, the temporary file is removed and whatever had the name keeps it.
package final class AtomicFile: ByteSink {
  private let path: FilePath
  private let temporary: FilePath
  private let descriptor: FileDescriptor
  private let output: BufferedDescriptor
  private var isCommitted = false

  /// What the names of files that are being written end in.
  static let ending = ".tmp"

  /// Makes the temporary file.
  ///
  /// - Throws: `FileError.cannotCreate`, or `.notReplaceable` if the path is taken by another kind.
  package init(path name: FilePath) throws(FileError) {
    path = try Self.target(of: name)
    guard path.lastComponent != nil else { throw .notReplaceable(path: name) }
    temporary = path.removingLastComponent().appending(Self.temporaryName())
    do {
      descriptor = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
    } catch {
      throw .cannotCreate(path: name, reason: "\(error)")
    }
    output = BufferedDescriptor(descriptor, name: name)
    TemporaryFiles.shared.insert(temporary.string)
  }

  deinit {
    guard !isCommitted else { return }
    try? descriptor.close()
    TemporaryFiles.shared.remove(temporary.string)
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

  /// The file that a rename may replace: a link's target, so that the link stays.
  private static func target(of name: FilePath) throws(FileError) -> FilePath {
    guard name.exists else { return name }
    guard name.isRegularFile else { throw .notReplaceable(path: name) }
    guard let resolved = unsafe realpath(name.string, nil) else { return name }
    defer { unsafe free(resolved) }
    return unsafe FilePath(String(cString: resolved))
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

  /// Gives the file its name; nothing may be written after.
  ///
  /// - Throws: `FileError.cannotWrite`, with nothing changed under the name.
  package func commit() throws(FileError) {
    try flush()
    guard fsync(descriptor.rawValue) == 0,
      unsafe rename(temporary.string, path.string) == 0
    else {
      throw .cannotWrite(path: path, reason: "\(Errno(rawValue: errno))")
    }
    isCommitted = true
    try? descriptor.close()
    TemporaryFiles.shared.forget(temporary.string)
    Self.syncDirectory(of: path)
  }

  /// Brings a new name itself to the disk, where the file system allows it.
  static func syncDirectory(of path: FilePath) {
    let directory = path.removingLastComponent()
    let name = directory.isEmpty ? FilePath(".") : directory
    guard let descriptor = try? FileDescriptor.open(name, .readOnly) else { return }
    _ = fsync(descriptor.rawValue)
    try? descriptor.close()
  }
}
