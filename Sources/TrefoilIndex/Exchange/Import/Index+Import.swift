internal import SystemPackage
public import Trefoil

extension Index {
  /// The numbers of vectors that wait for a commit: 64 MiB.
  private static let importedNumbers = 16 << 20
  /// The passages that wait for a commit, where they have few numbers.
  private static let importedPassages = 4_096

  /// Adds documents whose embeddings are in files, or replaces those that have changed; a document that
  /// is there as it is keeps the embedding that it has.
  ///
  /// The work is committed every some thousand passages: what was committed stays when a later row
  /// can't be used, and the same call goes on from there.
  ///
  /// - Parameters:
  ///   - files: where the embeddings and their documents are.
  ///   - progress: called after each commit.
  /// - Throws: `EmbeddingFileError`, which names the row; `NumPyError`, `FileError`, `LineError` for the
  ///   files; `IndexError`; `CancellationError`.
  @discardableResult
  public func add(
    from files: EmbeddingFiles, progress: (@Sendable (ImportProgress) -> Void)? = nil
  ) async throws -> IndexChanges {
    // Each file is opened before any is used, so that a missing one is found at once.
    let documents = files.documents.isEmpty ? nil : try DocumentLines(files.documents)
    let sources = try files.sources.map { try $0.open() }
    var work = EmbeddingImport(configuration, documents: documents)
    var changes = IndexChanges()
    var batch = ImportBatch()
    for (place, source) in sources.enumerated() {
      while let row = try source.next() {
        try Task.checkCancellation()
        batch.numbers += row.numberCount
        guard let document = try work.take(row, of: source.file) else { continue }
        batch.append(document)
        guard batch.numbers >= Self.importedNumbers || batch.passages >= Self.importedPassages
        else { continue }
        changes += try await add(embedded: batch.documents)
        batch.empty()
        progress?(
          ImportProgress(
            documents: batch.documentsBefore, passages: batch.passagesBefore,
            fraction: source.fraction.map { (Double(place) + $0) / Double(sources.count) }))
      }
    }
    try work.finish(sources.last?.file ?? "")
    changes += try await add(embedded: batch.documents)
    return changes
  }
}

/// Documents that wait for a commit.
private struct ImportBatch {
  private(set) var documents: [EmbeddedDocument] = []
  private(set) var passages = 0
  /// The numbers of all vectors, those of a document that is not whole yet among them.
  var numbers = 0
  /// The documents and passages of the batches before.
  private(set) var documentsBefore = 0, passagesBefore = 0

  mutating func append(_ document: EmbeddedDocument) {
    documents.append(document)
    passages += document.passages.count
  }

  mutating func empty() {
    documentsBefore += documents.count
    passagesBefore += passages
    (documents, passages, numbers) = ([], 0, 0)
  }
}
