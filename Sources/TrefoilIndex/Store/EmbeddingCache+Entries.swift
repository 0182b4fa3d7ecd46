public import SystemPackage
public import TrefoilFiles

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

extension EmbeddingCache {
  /// What the cache keeps for one model and one way of encoding.
  public struct Entry: Equatable, Sendable {
    /// The name of its directory.
    public let name: String
    /// The model's directory when the entry was made; nil if that is not known.
    public let model: String?
    /// The files of embeddings.
    public let fileCount: Int
    /// The bytes of all files.
    public let byteCount: Int
    /// When something was last written to it, in seconds since 1970.
    public let lastWritten: Int
  }

  /// What the names of files of embeddings end in.
  static let segmentEnding = ".embeddings"
  /// The name of the file that says which model an entry is of.
  static let noteName = "model.txt"

  /// What lies in a cache's directory, the latest written first; nothing if there is no directory.
  public static func entries(in directory: FilePath) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.string)) ?? []
    return names.filter(isEntry).sorted().map { entry($0, in: directory) }
      .sorted { $0.lastWritten > $1.lastWritten }
  }

  /// Removes an entry; whatever else lies in its directory stays, and the directory with it.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public static func remove(_ entry: Entry, in directory: FilePath) throws(FileError) {
    let folder = directory.appending(entry.name)
    for name in files(in: folder) { try remove(folder.appending(name)) }
    let rest = try? FileManager.default.contentsOfDirectory(atPath: folder.string)
    if rest?.isEmpty ?? false { try remove(folder) }
  }

  /// Says in a directory of the cache which model it is of, for people; a cache works without it.
  static func note(_ model: FilePath, in directory: FilePath) {
    let path = directory.appending(noteName)
    guard !path.exists, let file = try? AtomicFile(path: path) else { return }
    try? file.write(Array((model.string + "\n").utf8))
    try? file.commit()
  }

  private static func entry(_ name: String, in directory: FilePath) -> Entry {
    let folder = directory.appending(name)
    var (files, bytes, last) = (0, 0, 0)
    for file in Self.files(in: folder) {
      guard let status = try? folder.appending(file).stat() else { continue }
      files += file == noteName ? 0 : 1
      bytes += Int(status.size)
      last = max(last, Int(status.st_mtim.tv_sec))
    }
    let note = try? String(contentsOfFile: folder.appending(noteName).string, encoding: .utf8)
    return Entry(
      name: name, model: note.map { String($0.prefix { $0 != "\n" }) }, fileCount: files,
      byteCount: bytes, lastWritten: last)
  }

  /// The files that the cache itself has made.
  private static func files(in folder: FilePath) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.filter {
      $0 == noteName || $0.hasSuffix(segmentEnding) || $0.hasSuffix(".tmp")
    }
  }

  /// Whether a name is that of a fingerprint.
  private static func isEntry(_ name: String) -> Bool {
    name.utf8.count == 2 * Fingerprint.size && name.allSatisfy { $0.isHexDigit && $0.isASCII }
  }

  private static func remove(_ path: FilePath) throws(FileError) {
    do {
      try FileSystem.remove(path)
    } catch {
      throw .cannotWrite(path: path, reason: (error as? CocoaError)?.reason ?? "\(error)")
    }
  }
}
