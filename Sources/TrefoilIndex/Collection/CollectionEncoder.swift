internal import Synchronization
public import Trefoil
internal import TrefoilFiles
internal import TrefoilTensor

/// Encodes the texts of a data set into an index, which keeps what it made if there is a cache.
///
/// The index knows a text by its title and text, so that the same texts are encoded once, in
/// whatever data set they stand. Its embeddings are as exact as they can be kept: dense vectors as
/// the model gives them, lexical weights and token vectors as fp16. What is encoded is committed every
/// some hundred texts; cancellation loses no more than those that are being encoded.
public struct CollectionEncoder: Sendable {
  /// The model.
  public let embedder: Embedder
  let cache: EmbeddingCache?

  /// The texts that are encoded and committed together: at most so many, of about so many bytes.
  private static let (partTexts, partBytes) = (512, 1 << 18)

  /// Makes an encoder; without a cache the embeddings lie in a directory that is removed with the last
  /// collection of them.
  public init(embedder: Embedder, cache: EmbeddingCache?) {
    self.embedder = embedder
    self.cache = cache
  }

  /// Encodes texts, or finds them in the cache.
  ///
  /// - Parameters:
  ///   - texts: the texts; results come in their order.
  ///   - options: how they are encoded.
  ///   - progress: called after each batch, from any thread.
  /// - Throws: as `Embedder.encode`; `WindowError`; `EmbeddingCacheError`; `IndexError`.
  public func encode(
    _ texts: [Document], options: CollectionOptions,
    progress: (@Sendable (CollectionProgress) -> Void)? = nil
  ) async throws -> EmbeddedCollection {
    do {
      return try await kept(texts.map(IndexedDocument.init(content:)), options, progress)
    } catch let error as IndexError where error.isRefusal {
      throw EmbeddingCacheError.cannotKeep(error)
    }
  }

  private func kept(
    _ documents: [IndexedDocument], _ options: CollectionOptions,
    _ progress: (@Sendable (CollectionProgress) -> Void)?
  ) async throws -> EmbeddedCollection {
    let store = try store(options)
    do {
      return try await collection(documents, in: store, encoded: 0, progress)
    } catch let error as IndexError {
      guard cache != nil, let file = error.damagedFile else { throw error }
      let (store, encoded) = try await mended(store, file)
      return try await collection(documents, in: store, encoded: encoded, progress)
    }
  }

  /// Finds documents in an index, and adds those that are not there.
  private func collection(
    _ documents: [IndexedDocument], in store: Store, encoded: Int,
    _ progress: (@Sendable (CollectionProgress) -> Void)?
  ) async throws -> EmbeddedCollection {
    let added = try await add(documents, to: store.index, progress)
    return try await EmbeddedCollection(
      of: documents.map(\.id), in: store.index, encodedCount: encoded + added,
      rebuilt: store.rebuilt, scratch: store.scratch)
  }

  /// Adds those documents that are not there; gives their number.
  private func add(
    _ documents: [IndexedDocument], to index: Index,
    _ progress: (@Sendable (CollectionProgress) -> Void)?
  ) async throws -> Int {
    let missing = try await index.missing(documents)
    let sizes = missing.map { $0.title.utf8.count + $0.text.utf8.count }
    let bytesTotal = max(1, sizes.reduce(0, +))
    var (start, bytesDone) = (0, 0)
    // Reports come from any thread.
    let tokensDone = Mutex(0)
    while start < missing.count {
      var (end, bytes) = (start, 0)
      while end < missing.count, end == start || end - start < Self.partTexts,
        end == start || bytes + sizes[end] <= Self.partBytes
      {
        bytes += sizes[end]
        end += 1
      }
      let (textsBefore, bytesBefore) = (documents.count - missing.count + start, bytesDone)
      let (count, part, tokensBefore) = (end - start, bytes, tokensDone.withLock { $0 })
      try await index.add(Array(missing[start..<end])) { step in
        let tokens = tokensBefore + step.tokensDone
        tokensDone.withLock { $0 = tokens }
        progress?(
          CollectionProgress(
            textsDone: textsBefore + Int(step.fraction * Double(count)),
            textsTotal: documents.count, tokensDone: tokens,
            fraction: (Double(bytesBefore) + step.fraction * Double(part)) / Double(bytesTotal)))
      }
      (start, bytesDone) = (end, bytesDone + bytes)
    }
    return missing.count
  }
}

extension IndexedDocument {
  /// A text that is known by what it says, whatever a data set calls it.
  fileprivate init(content text: Document) {
    var builder = Fingerprint.Builder()
    builder.update(text: text.title)
    builder.update(text: text.text)
    self.init(
      id: Identifier(builder.fingerprint.hexadecimal), title: text.title, text: text.text)
  }
}
