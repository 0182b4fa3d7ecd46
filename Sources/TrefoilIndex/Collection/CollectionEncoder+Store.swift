internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilTensor

extension CollectionEncoder {
  /// The index of a way of encoding, and what keeps it.
  struct Store {
    let index: Index
    /// The directory in which it lies, if it is not kept.
    let scratch: ScratchDirectory?
    /// What was damaged and is made anew.
    let rebuilt: [FilePath]
  }

  /// Opens or makes the index of a way of encoding.
  func store(_ options: CollectionOptions) throws -> Store {
    // An option that the model can't serve is found before anything is made.
    let wanted = try IndexConfiguration(IndexOptions(options), embedder)
    guard let cache else {
      let directory: ScratchDirectory
      do throws(FileError) {
        directory = try ScratchDirectory()
      } catch {
        throw EmbeddingCacheError.cannotKeep(.file(error))
      }
      let path = directory.path.appending(wanted.cacheName(wanted.outputs))
      return Store(
        index: try Index.create(at: path, wanted, embedder: embedder), scratch: directory,
        rebuilt: [])
    }
    let path = try cache.path(of: wanted, embedder)
    do {
      return Store(index: try open(path, wanted), scratch: nil, rebuilt: [])
    } catch let error as IndexError where error.damagedFile != nil {
      return try begunAnew(path, wanted)
    }
  }

  /// The same index, without what is damaged in it.
  func mended(_ store: Store, _ file: FilePath) async throws -> (store: Store, encoded: Int) {
    do {
      let lost = try await store.index.repair().lost.count
      return (Store(index: store.index, scratch: nil, rebuilt: store.rebuilt + [file]), lost)
    } catch let error as IndexError where error.damagedFile != nil {
      return (try begunAnew(store.index.path, store.index.configuration), 0)
    }
  }

  /// An index without texts in the place of one that can't be read.
  private func begunAnew(
    _ path: FilePath, _ configuration: IndexConfiguration
  ) throws -> Store {
    let directory = path.removingLastComponent()
    for entry in EmbeddingCache.entries(in: directory)
    where entry.name == path.lastComponent?.string {
      try EmbeddingCache.remove(entry, in: directory)
    }
    return Store(index: try open(path, configuration), scratch: nil, rebuilt: [path])
  }

  /// How long to wait for another evaluation's commits: what was encoded meanwhile is worth more.
  private static let patience = Duration.seconds(3_600)

  /// Opens an index, or makes it; another process may be faster.
  private func open(_ path: FilePath, _ configuration: IndexConfiguration) throws -> Index {
    try opened(path, configuration).waiting(Self.patience)
  }

  private func opened(_ path: FilePath, _ configuration: IndexConfiguration) throws -> Index {
    do {
      if path.exists { return try Index.open(path, embedder: embedder) }
      return try Index.create(at: path, configuration, embedder: embedder)
    } catch IndexError.exists {
      return try Index.open(path, embedder: embedder)
    }
  }
}

extension EmbeddingCache {
  /// Where the index of a way of encoding lies: one with more outputs serves as well.
  fileprivate func path(
    of configuration: IndexConfiguration, _ embedder: Embedder
  ) throws -> FilePath {
    let own = directory.appending(configuration.cacheName(configuration.outputs))
    guard !own.exists else { return own }
    let wanted = configuration.outputs
    for bits in 0...embedder.outputs.rawValue {
      let outputs = EmbeddingOutputs(rawValue: bits)
      guard outputs != wanted, outputs.isSuperset(of: wanted) else { continue }
      let other = directory.appending(configuration.cacheName(outputs))
      if other.exists { return other }
    }
    return own
  }
}

extension IndexConfiguration {
  /// The version of how texts become embeddings; it rises when the same files give others.
  private static let cacheVersion = 4

  /// The name in the cache of the index with certain outputs; all that its embeddings depend on has a
  /// part in it.
  fileprivate func cacheName(_ outputs: EmbeddingOutputs) -> String {
    var builder = Fingerprint.Builder()
    builder.update(
      text: """
        version \(Self.cacheVersion)
        model \(modelFingerprint)
        outputs \(outputs.rawValue)
        role \(role.rawValue)
        tokens \(passageTokens) \(overlap) \(wholeDocuments) \(endsAtSentences)
        pooling \(pooling.rawValue)
        truncation \(truncation?.rawValue ?? "own")
        codecs \(denseCodec.rawValue) \(tokenCodec.rawValue)
        """)
    return builder.fingerprint.hexadecimal
  }
}

extension IndexOptions {
  /// The most exact index of a way of encoding.
  fileprivate init(_ options: CollectionOptions) {
    self.init(
      outputs: options.outputs, passageTokens: options.windows?.length ?? options.maxLength,
      overlap: options.windows?.overlap ?? 0, wholeDocuments: options.windows == nil,
      denseCodec: .float32, tokenCodec: .float16, pooling: options.windows?.pooling ?? .max)
    role = options.role
    endsAtSentences = false
    truncation = options.truncation
  }
}

extension IndexError {
  /// Whether nothing can be written where the index is.
  var isRefusal: Bool {
    switch self {
    case .file, .catalogue, .readOnly, .unmergedLog, .busy: true
    default: false
    }
  }

  /// What on the disk is not as it was written; nil if the error is another.
  var damagedFile: FilePath? {
    switch self {
    case .notAnIndex(let path, _), .damaged(let path, _), .damagedCatalogue(let path, _): path
    default: nil
    }
  }
}
