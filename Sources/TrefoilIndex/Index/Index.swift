internal import Synchronization
public import SystemPackage
public import Trefoil
internal import TrefoilFiles

/// A directory that keeps documents with their embeddings, and finds them by all three.
///
/// Any number of processes may read while one writes: a reader sees the state after some commit, whole,
/// and never waits. A commit is on the disk when it returns.
///
/// It may be used from several tasks at once; writers take turns.
public final class Index: Sendable {
  /// The directory.
  public let path: FilePath
  /// What the index is.
  public let configuration: IndexConfiguration
  /// The model that reads texts; nil if the index was opened without one.
  public let embedder: Embedder?
  let catalog: Catalog
  let snapshots: SnapshotCache

  private init(
    path: FilePath, configuration: IndexConfiguration, embedder: Embedder?, catalog: Catalog
  ) {
    self.path = path
    self.configuration = configuration
    self.embedder = embedder
    self.catalog = catalog
    snapshots = SnapshotCache(directory: path)
  }

  /// What the names of indexes end in.
  public static let ending = "trefoil"

  /// Makes an index without documents.
  ///
  /// - Parameters:
  ///   - path: the directory to make.
  ///   - embedder: the model whose embeddings it keeps.
  ///   - options: what it keeps, and how.
  /// - Throws: `IndexError`; `EmbedderError.missingHead` for an output that the model lacks;
  ///   `WindowError` for passages that are too short or too long.
  public static func create(
    at path: FilePath, embedder: Embedder, options: IndexOptions = IndexOptions()
  ) throws -> Index {
    guard !path.exists else { throw IndexError.exists(path: path) }
    return try create(inside: path, embedder: embedder, options: options)
  }

  /// The same in a directory that may be there, and has no index in it.
  static func create(
    inside path: FilePath, embedder: Embedder, options: IndexOptions
  ) throws -> Index {
    let configuration = try IndexConfiguration(options, embedder)
    do throws(FileError) {
      try path.appending(SnapshotCache.segmentsName).createDirectories()
      try WriterLock.create(in: path)
    } catch {
      throw IndexError.file(error)
    }
    let catalog = try Catalog.create(in: path, configuration)
    return Index(path: path, configuration: configuration, embedder: embedder, catalog: catalog)
  }

  /// Opens an index.
  ///
  /// - Parameters:
  ///   - path: its directory.
  ///   - embedder: the model that it was made with; nil to work without texts.
  /// - Throws: `IndexError`.
  public static func open(_ path: FilePath, embedder: Embedder? = nil) throws -> Index {
    guard path.exists else { throw IndexError.missing(path: path) }
    guard path.isDirectory else {
      throw IndexError.notAnIndex(path: path, reason: "it is no directory")
    }
    let catalog = try Catalog.open(in: path)
    guard let configuration = try catalog.readNow({ try $0.configuration() }) else {
      throw IndexError.notAnIndex(path: path, reason: "its catalogue does not say what it keeps")
    }
    if let embedder {
      let fingerprint = try IndexConfiguration.fingerprint(of: embedder)
      guard fingerprint == configuration.modelFingerprint else {
        throw IndexError.otherModel(path: path, model: configuration.modelPath)
      }
    }
    return Index(path: path, configuration: configuration, embedder: embedder, catalog: catalog)
  }

  /// The model, or the error that there is none.
  func requireEmbedder() throws(IndexError) -> Embedder {
    guard let embedder else { throw .noModel }
    return embedder
  }
}
