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
  /// The fields that filters look up.
  let fields: DeclaredFields
  let queryCache = QueryCache()
  /// How long to wait for another writer.
  let patience: Duration
  /// By what the model's files are known again, where the catalogue doesn't have that yet.
  let modelStamp: String?

  private init(
    path: FilePath, configuration: IndexConfiguration, embedder: Embedder?, catalog: Catalog,
    patience: Duration = WriterLock.patience, modelStamp: String?
  ) throws(IndexError) {
    self.path = path
    self.configuration = configuration
    self.embedder = embedder
    self.catalog = catalog
    self.patience = patience
    fields = try DeclaredFields(configuration.fields)
    self.modelStamp = modelStamp
    snapshots = SnapshotCache(directory: path, configuration: configuration)
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
    try create(at: path, try IndexConfiguration(options, embedder), embedder: embedder)
  }

  /// Makes an index of a configuration, which is that of the model.
  static func create(
    at path: FilePath, _ configuration: IndexConfiguration, embedder: Embedder
  ) throws -> Index {
    guard !path.exists else { throw IndexError.exists(path: path) }
    do {
      let directory = try AtomicDirectory(path: path)
      try directory.makeDirectory(FilePath(SnapshotCache.segmentsName))
      try directory.makeFile(FilePath(WriterLock.fileName)).commit()
      let catalogue = try directory.place(FilePath(Catalog.fileName))
      try Catalog.create(in: catalogue.removingLastComponent(), configuration)
      try directory.commit()
    } catch let error as FileError {
      // Another process may have been faster.
      throw path.exists ? IndexError.exists(path: path) : IndexError.file(error)
    }
    return try Index(
      path: path, configuration: configuration, embedder: embedder,
      catalog: try Catalog.open(in: path), modelStamp: try IndexConfiguration.stamp(of: embedder))
  }

  /// Makes an index in a directory that is there, and has none in it.
  static func create(
    inside path: FilePath, embedder: Embedder, options: IndexOptions
  ) throws -> Index {
    let configuration = try IndexConfiguration(options, embedder)
    do {
      try path.appending(SnapshotCache.segmentsName).createDirectories()
      try AtomicFile(path: path.appending(WriterLock.fileName)).commit()
      try Catalog.create(in: path, configuration)
    } catch let error as FileError {
      throw IndexError.file(error)
    }
    return try Index(
      path: path, configuration: configuration, embedder: embedder,
      catalog: try Catalog.open(in: path), modelStamp: try IndexConfiguration.stamp(of: embedder))
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
    let stamp = try embedder.map(IndexConfiguration.stamp)
    let isKnown = try stamp != nil && catalog.readNow { try $0.modelStamp() } == stamp
    if let embedder, !isKnown {
      let fingerprint = try IndexConfiguration.fingerprint(of: embedder)
      guard fingerprint == configuration.modelFingerprint else {
        throw IndexError.otherModel(path: path, model: configuration.modelPath)
      }
    }
    return try Index(
      path: path, configuration: configuration, embedder: embedder, catalog: catalog,
      modelStamp: isKnown ? nil : stamp)
  }

  /// The same index, for a caller who waits longer for other writers.
  func waiting(_ patience: Duration) throws(IndexError) -> Index {
    try Index(
      path: path, configuration: configuration, embedder: embedder, catalog: catalog,
      patience: patience, modelStamp: modelStamp)
  }

  /// The model, or the error that there is none.
  func requireEmbedder() throws(IndexError) -> Embedder {
    guard let embedder else { throw .noModel }
    return embedder
  }
}
