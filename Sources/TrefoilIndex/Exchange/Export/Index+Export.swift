internal import GRDB
public import Trefoil

extension Index {
  /// Calls `body` with each document, in the state of one commit, while others read and write.
  ///
  /// One document is in memory at a time, and the next is read when `body` returns. As long as the
  /// call lasts, the log of what writers commit meanwhile can't be emptied, and grows.
  ///
  /// - Parameters:
  ///   - selection: which documents, and in which order.
  ///   - body: called from another thread, one call after the other.
  /// - Returns: The ids of the selection that are not there.
  /// - Throws: `IndexError`; what `body` throws; `CancellationError`.
  @discardableResult
  public func forEachDocument(
    _ selection: DocumentSelection = .all,
    _ body: @escaping @Sendable (IndexedDocument) throws -> Void
  ) async throws -> [Identifier] {
    let fields = fields
    return try await catalog.read { database in
      try database.forEachDocument(selection, fields) { _, document in try body(document) }
    }
  }

  /// Calls `body` with each passage and what is stored of it, in the state of one commit, while others
  /// read and write.
  ///
  /// The passages of a document come one after the other. As for documents, one is in memory at a time.
  ///
  /// - Parameters:
  ///   - selection: of which documents, and in which order.
  ///   - body: called from another thread, one call after the other.
  /// - Returns: The ids of the selection that are not there.
  /// - Throws: `IndexError`, `.damaged` where a passage's embedding is not whole; what `body` throws;
  ///   `CancellationError`.
  @discardableResult
  public func forEachPassage(
    _ selection: DocumentSelection = .all,
    _ body: @escaping @Sendable (StoredPassage) throws -> Void
  ) async throws -> [Identifier] {
    let (directory, fields) = (path, fields)
    return try await withSnapshot { database, snapshot in
      try database.forEachDocument(selection, fields) { number, document in
        let passages = try database.passages(of: number)
        for (place, (number, record)) in passages.enumerated() {
          let counts = TokenCounts(
            seen: max(record.tokensSeen, record.tokensUsed), used: record.tokensUsed)
          guard let embedding = try snapshot.embedding(of: number, tokenCounts: counts) else {
            throw IndexError.damaged(
              path: directory,
              reason: "a passage of the document “\(document.id)” is in no segment")
          }
          try body(
            StoredPassage(
              document: document, place: place, count: passages.count, range: record.range,
              embedding: embedding))
        }
      }
    }
  }
}
