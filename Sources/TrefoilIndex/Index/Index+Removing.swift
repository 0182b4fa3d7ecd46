internal import GRDB
public import Trefoil

extension Index {
  /// Takes documents out; ids that are not there are passed over.
  ///
  /// - Returns: how many were there.
  /// - Throws: `IndexError`.
  @discardableResult
  public func remove(_ ids: [Identifier]) async throws -> IndexChanges {
    try await remove { _ in ids }
  }

  /// Takes out the documents that a filter lets through.
  ///
  /// - Returns: how many those were.
  /// - Throws: `IndexError`.
  @discardableResult
  public func remove(_ filter: Filter) async throws -> IndexChanges {
    let fields = fields
    return try await remove { try $0.documents(filter, fields).map { Identifier($0) } }
  }

  private func remove(
    _ ids: @escaping @Sendable (Database) throws -> [Identifier]
  ) async throws -> IndexChanges {
    let lock = try await beginWriting()
    defer { withExtendedLifetime(lock) {} }
    let snapshots = snapshots
    var changes = IndexChanges()
    changes.removed = try await catalog.write { database in
      var (dead, removed) = ([Int64](), 0)
      for id in try ids(database) {
        guard let known = try database.document(id) else { continue }
        dead += try database.removeDocument(known.number)
        removed += 1
      }
      guard removed > 0 else { return 0 }
      try snapshots.snapshot(database).bury(dead, in: database)
      try database.raiseGeneration()
      return removed
    }
    if changes.removed > 0 { try await mergeAsNeeded() }
    return changes
  }
}

extension IndexSnapshot {
  /// Marks the rows of passages dead.
  func bury(_ passages: [Int64], in database: Database) throws {
    for segment in segments {
      let rows = passages.compactMap(segment.file.row)
      guard !rows.isEmpty else { continue }
      let known = segment.record.tombstones ?? []
      let count = RowBits.wordCount(segment.file.rows)
      var words = known.prefix(count) + [UInt64](repeating: 0, count: max(0, count - known.count))
      for row in rows { words[row / 64] |= 1 << UInt64(row % 64) }
      try database.setTombstones(
        Array(words), dead: words.reduce(0) { $0 + $1.nonzeroBitCount }, of: segment.record.number)
    }
  }
}
