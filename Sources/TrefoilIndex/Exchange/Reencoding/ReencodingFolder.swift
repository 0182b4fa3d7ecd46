internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The folder beside an index in which its documents are encoded anew: an index with a mark in it.
///
/// As long as the mark is there, the folder is an unfinished piece of work. It goes with the folder
/// when that takes the index's place, and is removed last: an index with the mark has what was there
/// before lying beside it.
struct ReencodingFolder {
  /// The folder.
  let path: FilePath
  /// The index in it.
  let index: Index
  private let lock: FileLock

  /// What the mark is called.
  private static let markName = "reencoding.lock"

  /// The folder beside an index.
  static func path(beside index: FilePath) -> FilePath {
    index.removingLastComponent().appending((index.lastComponent?.string ?? "") + ".reencoding")
  }

  /// Goes on with what an earlier call began, or begins.
  ///
  /// - Throws: `IndexError.otherReencoding` where something else is there; `IndexError.busy` where
  ///   another process is at work there.
  static func open(
    beside place: FilePath, _ embedder: Embedder, _ options: IndexOptions, restarts: Bool
  ) throws -> ReencodingFolder {
    let path = path(beside: place)
    let configuration = try IndexConfiguration(options, embedder)
    do {
      if path.exists {
        let lock = try lock(path, restarts: restarts)
        if let begun = begun(path, embedder, configuration) {
          return ReencodingFolder(path: path, index: begun, lock: lock)
        }
        guard restarts || !hasContent(path) else {
          throw IndexError.otherReencoding(folder: path)
        }
        try path.discardDirectory()
      }
      // A crash before the mark is there leaves an index without embeddings, which is no loss.
      let index = try Index.create(at: path, configuration, embedder: embedder)
      try AtomicFile(path: path.appending(markName)).commit()
      let lock = try lock(path, restarts: false)
      return ReencodingFolder(path: path, index: index, lock: lock)
    } catch let error as FileError {
      throw IndexError.file(error)
    }
  }

  private static func lock(_ path: FilePath, restarts: Bool) throws -> FileLock {
    let mark = path.appending(markName)
    if !mark.exists {
      guard restarts || !hasContent(path) else {
        throw IndexError.otherReencoding(folder: path)
      }
      try AtomicFile(path: mark).commit()
    }
    guard let lock = FileLock(of: mark.string) else { throw IndexError.busy(path: path) }
    return lock
  }

  /// The index of an earlier call with the same model and options; nil if there is none.
  private static func begun(
    _ path: FilePath, _ embedder: Embedder, _ configuration: IndexConfiguration
  ) -> Index? {
    guard let index = try? Index.open(path, embedder: embedder),
      index.configuration.isSame(as: configuration)
    else { return nil }
    return index
  }

  /// Whether anything is in the folder that could be lost: without embeddings nothing is.
  private static func hasContent(_ path: FilePath) -> Bool {
    let segments = path.appending(SnapshotCache.segmentsName).string
    return (try? FileManager.default.contentsOfDirectory(atPath: segments))?.isEmpty == false
  }

  /// Removes or keeps the index that was at a path before, and takes the mark from the one that is
  /// there now; nothing to do where there is no mark.
  ///
  /// - Parameters: `isOurs` tells that the caller has the lock.
  /// - Throws: `IndexError.busy` where another process is doing so; `FileError`.
  static func endExchange(at place: FilePath, keep: FilePath?, isOurs: Bool) throws {
    let mark = place.appending(markName)
    guard mark.exists else { return }
    let lock = isOurs ? nil : FileLock(of: mark.string)
    guard isOurs || lock != nil else { throw IndexError.busy(path: place) }
    let old = path(beside: place)
    if old.exists && !old.appending(markName).exists {
      if let keep { try old.renamed(to: keep) } else { try old.discardDirectory() }
    }
    try mark.removeFile()
    withExtendedLifetime(lock) {}
  }
}

extension IndexConfiguration {
  /// Whether both are of one model and keep the same, wherever the model's files lie.
  func isSame(as other: IndexConfiguration) -> Bool {
    var other = other
    other.modelPath = modelPath
    return self == other
  }
}
