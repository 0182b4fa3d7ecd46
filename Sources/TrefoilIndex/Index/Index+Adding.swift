internal import GRDB
internal import SystemPackage
public import Trefoil
internal import TrefoilFiles

extension Index {
  /// The passages of a commit: some seconds of encoding, which is what an interruption costs at most.
  private static let commitPassages = 512

  /// Adds documents, or replaces those whose id is there with another title, text or metadata.
  ///
  /// Documents that are there as they are cost nothing. The work is committed every some hundred
  /// passages: what was committed stays when a later part fails or is cancelled, and the same call
  /// goes on from there.
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
    let lock = try await beginWriting()
    defer { withExtendedLifetime(lock) {} }
    let cutter = try PassageCutter(embedder, options: PassageOptions(configuration))
    var changes = IndexChanges()
    var batch = IndexBatch()
    for document in try await changed(documents, &changes) {
      batch.append(document, try cutter.cut(title: document.title, text: document.text))
      guard batch.passageCount >= Self.commitPassages else { continue }
      try await commit(batch, embedder, &changes, progress)
      try await mergeAsNeeded()
      batch = IndexBatch()
    }
    try await commit(batch, embedder, &changes, progress)
    try await mergeAsNeeded()
    return changes
  }

  /// The documents that are not there as they are, in order, the last of each id.
  private func changed(
    _ documents: [IndexedDocument], _ changes: inout IndexChanges
  ) async throws -> [IndexedDocument] {
    var places: [Identifier: Int] = [:]
    for (place, document) in documents.enumerated() {
      guard !document.id.text.isEmpty else { throw IndexError.emptyID }
      places[document.id] = place
    }
    let wanted = places.values.sorted().map { documents[$0] }
    let known = try await catalog.read { database in
      try wanted.map { try database.document($0.id) }
    }
    var found: [IndexedDocument] = []
    for (document, known) in zip(wanted, known) {
      if known.map({ Array($0.fingerprint) }) == document.fingerprint.bytes {
        changes.unchanged += 1
      } else {
        found.append(document)
      }
    }
    return found
  }

  private func commit(
    _ batch: IndexBatch, _ embedder: Embedder, _ changes: inout IndexChanges,
    _ progress: (@Sendable (EncodeProgress) -> Void)?
  ) async throws {
    guard !batch.documents.isEmpty else { return }
    let embeddings = try await encode(batch, embedder, progress)
    let first = try await catalog.read { try $0.nextPassageNumber() }
    var rows = SegmentRows(configuration)
    for (place, embedding) in embeddings.enumerated() {
      rows.append(embedding, passage: first + Int64(place))
    }
    let name = SegmentFormat.randomName()
    let bytes: Int
    do {
      bytes = try SegmentFileWriter.write(rows, to: snapshots.path(of: name))
    } catch let error as FileError {
      throw IndexError.file(error)
    }
    let counts = embeddings.map(\.tokenCounts)
    let snapshots = snapshots
    let rowCount = rows.count
    let replaced = try await catalog.write { database in
      var (replaced, passage) = (0, 0)
      let snapshot = try snapshots.snapshot(database)
      var dead: [Int64] = []
      for (document, passages) in batch.documents {
        if let known = try database.document(document.id) {
          dead += try database.removeDocument(known.number)
          replaced += 1
        }
        let number = try database.insert(document)
        for range in passages {
          try database.insert(
            PassageRecord(
              document: number, range: range, tokensSeen: counts[passage].seen,
              tokensUsed: counts[passage].used),
            number: first + Int64(passage))
          passage += 1
        }
      }
      try snapshot.bury(dead, in: database)
      if rowCount > 0 { try database.insertSegment(name: name, rows: rowCount, bytes: bytes) }
      try database.raiseGeneration()
      return replaced
    }
    changes.replaced += replaced
    changes.added += batch.documents.count - replaced
    changes.passages += rows.count
    changes.tokens += counts.reduce(0) { $0 + $1.used }
  }

  private func encode(
    _ batch: IndexBatch, _ embedder: Embedder, _ progress: (@Sendable (EncodeProgress) -> Void)?
  ) async throws -> [Embedding] {
    let prepared = try embedder.prepare(
      tokenized: batch.passages,
      options: EncodeOptions(
        outputs: configuration.outputs, maxLength: configuration.passageTokens, role: .passage))
    do {
      return try await embedder.embed(prepared, progress: progress)
    } catch EmbedderError.notFinite(_, let text, let output) {
      throw IndexError.notFinite(id: batch.owner(of: text), output: output)
    }
  }
}
