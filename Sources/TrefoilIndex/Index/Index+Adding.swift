internal import GRDB
internal import SystemPackage
public import Trefoil
internal import TrefoilFiles

extension Index {
  /// The passages of a commit: some seconds of encoding, which is what an interruption costs at most.
  static let commitPassages = 512
  /// The passages of a commit of known embeddings: some 70 MiB.
  private static let embeddedPassages = 4_096

  /// Adds documents, or replaces those whose id is there with another title, text or metadata.
  ///
  /// Documents that are there as they are cost nothing. The work is committed every some hundred
  /// passages: what was committed stays when a later part fails or is cancelled, and the same call
  /// goes on from there. Other writers have their turn between two commits.
  ///
  /// - Parameters:
  ///   - documents: any number; of those with one id, the last counts.
  ///   - progress: called after each batch, from any thread.
  /// - Throws: `IndexError`; as `Embedder.encode`.
  @discardableResult
  public func add(
    _ documents: [IndexedDocument], progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> IndexChanges {
    let embedder = try requireEmbedder()
    let cutter = try PassageCutter(embedder, options: PassageOptions(configuration))
    var changes = IndexChanges()
    var batch = IndexBatch()
    for place in try await changed(documents, &changes) {
      let document = documents[place]
      batch.append(document, try cutter.cut(title: document.title, text: document.text))
      guard batch.passageCount >= Self.commitPassages else { continue }
      let embeddings = try await encode(&batch, embedder, progress)
      try await commit(batch, embeddings, &changes)
      batch = IndexBatch()
    }
    let embeddings = try await encode(&batch, embedder, progress)
    try await commit(batch, embeddings, &changes)
    return changes
  }

  /// Adds documents whose embeddings are known, or replaces those that have changed; a document that
  /// is there as it is keeps the embedding that it has.
  ///
  /// - Parameters: `documents`, of the index's model; of those with one id, the last counts.
  /// - Throws: `IndexError.unfit` for an embedding that lacks an output or has other dimensions than
  ///   the index.
  @discardableResult
  public func add(embedded documents: [EmbeddedDocument]) async throws -> IndexChanges {
    for document in documents { try require(document) }
    var changes = IndexChanges()
    let places = try await changed(documents.map(\.document), &changes)
    var (batch, embeddings) = (IndexBatch(), [Embedding]())
    for place in places {
      batch.append(documents[place])
      embeddings += documents[place].passages.map(\.embedding)
      guard embeddings.count >= Self.embeddedPassages else { continue }
      try await commit(batch, embeddings, &changes)
      (batch, embeddings) = (IndexBatch(), [])
    }
    try await commit(batch, embeddings, &changes)
    return changes
  }

  private func require(_ document: EmbeddedDocument) throws(IndexError) {
    for passage in document.passages { try require(passage.embedding, of: document.document.id) }
  }

  private func require(_ embedding: Embedding, of id: Identifier) throws(IndexError) {
    if configuration.outputs.contains(.dense) {
      guard embedding.dense?.count == configuration.denseDimension else {
        throw .unfit(id: id, output: .dense)
      }
    }
    if configuration.outputs.contains(.sparse), embedding.lexicalWeights == nil {
      throw .unfit(id: id, output: .sparse)
    }
    if configuration.outputs.contains(.colbert) {
      guard embedding.tokenVectors?.dimension == configuration.colbertDimension else {
        throw .unfit(id: id, output: .colbert)
      }
    }
  }

  /// The documents that are not there as they are, the last of each id, in order.
  func missing(_ documents: [IndexedDocument]) async throws -> [IndexedDocument] {
    var changes = IndexChanges()
    return try await changed(documents, &changes).map { documents[$0] }
  }

  /// The places of the documents that are not there as they are, rising, the last of each id.
  private func changed(
    _ documents: [IndexedDocument], _ changes: inout IndexChanges
  ) async throws -> [Int] {
    var places: [Identifier: Int] = [:]
    for (place, document) in documents.enumerated() {
      guard !document.id.text.isEmpty else { throw IndexError.emptyID }
      guard !document.holdsNull else { throw IndexError.holdsNull(id: document.id) }
      places[document.id] = place
    }
    let wanted = places.values.sorted()
    let known = try await catalog.read { database in
      try wanted.map { try database.document(documents[$0].id) }
    }
    let found = zip(wanted, known).filter { place, known in
      known.map { Array($0.fingerprint) } != documents[place].fingerprint.bytes
    }.map(\.0)
    changes.unchanged += wanted.count - found.count
    return found
  }

  private func commit(
    _ batch: IndexBatch, _ embeddings: [Embedding], _ changes: inout IndexChanges
  ) async throws {
    guard !batch.documents.isEmpty else { return }
    let lock = try await beginWriting()
    defer { withExtendedLifetime(lock) {} }
    let segment = try await write(embeddings)
    let (snapshots, modelStamp) = (snapshots, modelStamp)
    let replaced = try await catalog.write { database in
      var (replaced, place) = (0, 0)
      let snapshot = try snapshots.snapshot(database)
      var dead: [Int64] = []
      for (document, passages) in batch.documents {
        if let known = try database.document(document.id) {
          dead += try database.removeDocument(known.number)
          replaced += 1
        }
        let number = try database.insert(document)
        try database.insertPassages(passages, of: number, from: place, segment)
        place += passages.count
      }
      try snapshot.bury(dead, in: database)
      try database.insert(segment)
      if let modelStamp { try database.setModelStamp(modelStamp) }
      try database.raiseGeneration()
      return replaced
    }
    changes.replaced += replaced
    changes.added += batch.documents.count - replaced
    changes.passages += segment.rows
    changes.tokens += segment.tokenCounts.reduce(0) { $0 + $1.used }
    changes.truncated += segment.tokenCounts.count(where: \.wasTruncated)
    try await mergeAsNeeded()
  }

  /// Writes the file of a segment with the next passages; the caller commits it.
  ///
  /// - Throws: `IndexError.file`; `PostingsError`.
  func write(_ embeddings: [Embedding]) async throws -> NewSegment {
    let first = try await catalog.read { try $0.nextPassageNumber() }
    var rows = SegmentRows(configuration)
    for (place, embedding) in embeddings.enumerated() {
      rows.append(embedding, passage: first + Int64(place))
    }
    let name = SegmentFormat.randomName()
    guard rows.count > 0 else {
      return NewSegment(name: name, firstPassage: first, bytes: 0, tokenCounts: [])
    }
    do {
      return NewSegment(
        name: name, firstPassage: first,
        bytes: try SegmentFileWriter.write(rows, to: snapshots.path(of: name)),
        tokenCounts: embeddings.map(\.tokenCounts))
    } catch let error as FileError {
      throw IndexError.file(error)
    }
  }

  /// Encodes the passages of a batch.
  ///
  /// - Throws: `IndexError.notFinite`; as `Embedder.encode`.
  func encode(
    _ batch: inout IndexBatch, _ embedder: Embedder,
    _ progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Embedding] {
    let prepared = try embedder.prepare(
      tokenized: batch.passages,
      options: EncodeOptions(
        outputs: configuration.outputs, maxLength: configuration.passageTokens,
        truncation: configuration.truncation, role: configuration.role))
    do {
      let embeddings = try await embedder.embed(prepared, progress: progress)
      return configuration.pooling == .late ? batch.pool(embeddings) : embeddings
    } catch EmbedderError.notFinite(_, let text, let output) {
      throw IndexError.notFinite(id: batch.owner(of: text), output: output)
    }
  }
}
