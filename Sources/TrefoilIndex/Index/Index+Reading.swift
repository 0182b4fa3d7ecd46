internal import GRDB
internal import SystemPackage
public import Trefoil

extension Index {
  /// The documents of some ids, in their order; nil for one that is not there.
  ///
  /// - Throws: `IndexError`.
  public func get(_ ids: [Identifier]) async throws -> [IndexedDocument?] {
    try await catalog.read { database in
      try ids.map { id in
        try Row.fetchOne(
          database.cachedStatement(
            sql: "SELECT \(IndexedDocument.columns) FROM document WHERE id = ?"),
          arguments: [id.text]
        ).map { try IndexedDocument($0) }
      }
    }
  }

  /// Some documents, in the order in which they were added.
  ///
  /// - Parameters:
  ///   - number: begins behind the document of this number, as a call before gave it; nil for the first.
  ///   - limit: the most documents.
  /// - Returns: the documents, and the number of the last of them; nil at the end.
  /// - Throws: `IndexError`.
  public func list(
    after number: Int64? = nil, limit: Int
  ) async throws -> (documents: [IndexedDocument], last: Int64?) {
    try await catalog.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT \(IndexedDocument.columns) FROM document
          WHERE number > ? ORDER BY number LIMIT ?
          """, arguments: [number ?? 0, limit])
      return (
        try rows.map { try IndexedDocument($0) },
        try rows.last.map { try $0.decode(forColumn: "number") }
      )
    }
  }

  /// What the index amounts to.
  ///
  /// - Throws: `IndexError`.
  public func statistics() async throws -> IndexStatistics {
    let size = (try? catalog.path.stat().size).map(Int.init) ?? 0
    return try await catalog.read { database in
      let (segments, counts) = (try database.segments(), try database.counts())
      return IndexStatistics(
        documents: counts.documents, passages: counts.passages, tokens: counts.tokens,
        segments: segments.count, dead: segments.reduce(0) { $0 + $1.dead },
        segmentBytes: segments.reduce(0) { $0 + $1.bytes }, catalogueBytes: size,
        generation: Int(try database.generation()))
    }
  }
}
