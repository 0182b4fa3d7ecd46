internal import Synchronization
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A fingerprint by which a model is known again, whatever its directory is called.
///
/// It covers the names and the content of the files from which models are read, in the directory
/// and the directories in it: configurations, vocabulary, weights; not `ModelSettings`, which change
/// how scores are weighed and no embedding. Of a file above a gigabyte it
/// covers the size, the first 16 MiB (where a safetensors file has its header) and blocks evenly
/// spread over the rest; a change that spares all of them goes unseen.
enum ModelFingerprint {
  /// The endings of files that a model is read from.
  private static let endings = [".json", ".model", ".safetensors", ".bin", ".pt"]
  /// Files up to here are covered in full, at one to two gigabytes a second.
  private static let wholeLimit = 1 << 30
  /// The bytes at the beginning of a larger file that are covered.
  private static let head = 16 << 20
  /// The blocks of the rest that are covered, and their bytes.
  private static let (blocks, blockSize) = (4096, 16 << 10)
  /// The bytes that are read at once.
  private static let piece = 4 << 20

  /// The fingerprint of a model's directory.
  ///
  /// - Throws: `IndexError.unreadableModel`; `CancellationError`.
  static func of(_ directory: FilePath) throws -> Fingerprint {
    let stamp = try stamp(of: directory)
    if let known = known.withLock({ $0[stamp] }) { return known }
    let fingerprint = try read(directory)
    known.withLock { $0[stamp] = fingerprint }
    return fingerprint
  }

  /// The fingerprints that this process has made, by the stamps of the files then.
  private static let known = Mutex<[Fingerprint: Fingerprint]>([:])

  private static func read(_ directory: FilePath) throws -> Fingerprint {
    var builder = Fingerprint.Builder()
    for name in try names(in: directory) {
      try Task.checkCancellation()
      let file = try open(directory.appending(name))
      builder.update(Array("\(name.utf8.count) \(name) \(file.count) ".utf8))
      for range in ranges(of: file.count) { builder.update(file.bytes(in: range)) }
      file.releaseAll()
    }
    return builder.fingerprint
  }

  /// What is the same as long as nobody writes to a model's files: their names, sizes, numbers and times.
  ///
  /// It takes no reading, so it says where the fingerprint need not be made again.
  ///
  /// - Throws: `IndexError.unreadableModel`.
  static func stamp(of directory: FilePath) throws -> Fingerprint {
    var builder = Fingerprint.Builder()
    builder.update(text: directory.string)
    for name in try names(in: directory) {
      guard let file = FileStamp(of: directory.appending(name)) else { continue }
      builder.update(
        text: "\(name) \(file.size) \(file.modified) \(file.identity.number)")
    }
    return builder.fingerprint
  }

  private static func open(_ path: FilePath) throws(IndexError) -> MappedFile {
    do throws(FileError) {
      return try MappedFile(path: path)
    } catch {
      throw .unreadableModel(error)
    }
  }

  private static func names(in directory: FilePath) throws(IndexError) -> [String] {
    let manager = FileManager.default
    do {
      var names: [String] = []
      for name in try manager.contentsOfDirectory(atPath: directory.string)
      where !name.hasPrefix(".") {
        let path = directory.appending(name)
        guard path.exists else { continue }
        let isDirectory = path.isDirectory
        let inside = isDirectory ? try manager.contentsOfDirectory(atPath: path.string) : []
        names += isDirectory ? inside.map { "\(name)/\($0)" } : [name]
      }
      return names.filter { name in
        name != ModelSettings.fileName && endings.contains { name.hasSuffix($0) }
      }.sorted()
    } catch {
      throw .unreadableModel(.unreadable(path: directory, reason: "\(error)"))
    }
  }

  private static func ranges(of count: Int) -> [Range<Int>] {
    let whole = count <= wholeLimit ? count : head
    let front = stride(from: 0, to: whole, by: piece).map { $0..<min(whole, $0 + piece) }
    guard whole < count else { return front }
    let step = (count - whole - blockSize) / (blocks - 1)
    return front + (0..<blocks).map { whole + $0 * step..<whole + $0 * step + blockSize }
  }
}
