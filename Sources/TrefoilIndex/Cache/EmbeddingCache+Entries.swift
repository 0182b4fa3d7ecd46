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
    /// The model's directory when the entry was made; nil if it can't be read.
    public let model: String?
    /// Its files.
    public let fileCount: Int
    /// The bytes of all files.
    public let byteCount: Int
    /// When something was last written to it, in seconds since 1970.
    public let lastWritten: Int
  }

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
    for name in files(in: folder) { try folder.appending(name).removeFile() }
    for folder in [folder.appending(SnapshotCache.segmentsName), folder] {
      let rest = try? FileManager.default.contentsOfDirectory(atPath: folder.string)
      if rest?.isEmpty ?? false { try folder.removeFile() }
    }
  }

  private static func entry(_ name: String, in directory: FilePath) -> Entry {
    let folder = directory.appending(name)
    var (bytes, last) = (0, 0)
    let files = Self.files(in: folder)
    for file in files {
      guard let status = try? folder.appending(file).stat() else { continue }
      bytes += Int(status.size)
      last = max(last, Int(status.st_mtim.tv_sec))
    }
    return Entry(
      name: name, model: try? Index.open(folder).configuration.modelPath, fileCount: files.count,
      byteCount: bytes, lastWritten: last)
  }

  /// The files that an index itself has made.
  private static func files(in folder: FilePath) -> [String] {
    func names(in folder: FilePath) -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    }
    let segments = names(in: folder.appending(SnapshotCache.segmentsName)).filter {
      $0.hasSuffix(SegmentFormat.ending) || $0.hasSuffix(".tmp")
    }.map { "\(SnapshotCache.segmentsName)/\($0)" }
    return names(in: folder).filter {
      $0 == WriterLock.fileName || $0.hasPrefix(Catalog.fileName)
    } + segments
  }

  /// Whether a name is that of a fingerprint.
  private static func isEntry(_ name: String) -> Bool {
    name.utf8.count == 2 * Fingerprint.size && name.allSatisfy { $0.isHexDigit && $0.isASCII }
  }
}
