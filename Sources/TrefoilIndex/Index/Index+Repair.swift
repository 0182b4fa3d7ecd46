internal import GRDB
internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

extension Index {
  /// Drops what is damaged: segments that are not whole, and documents whose texts are not as they were
  /// added.
  ///
  /// With a model, the documents of which a passage was lost with a segment are encoded again from the
  /// texts that the catalogue has. Each of them keeps its passages until those that are encoded again
  /// take their place, in one commit, so a repair that is interrupted loses nothing, and the same call
  /// goes on where it stopped. Without a model they are deleted.
  ///
  /// - Throws: `IndexError`, among them `.damagedCatalogue` for a catalogue that SQLite can't read;
  ///   `CancellationError`.
  public func repair() async throws -> IndexRepair {
    let lock = try await beginWriting()
    defer { withExtendedLifetime(lock) {} }
    let segments = try await sortedSegments()
    let findings = try await catalog.read { try $0.findings(segments.holds) }
    if let embedder {
      try await settle(segments, dropping: findings.spoiled, segments: [])
      try await encodeAgain(findings.lost, segments, embedder)
      try await settle(segments, dropping: [], segments: segments.damaged)
    } else {
      try await settle(
        segments, dropping: findings.spoiled + findings.lost, segments: segments.damaged)
    }
    for record in segments.damaged { try? FileSystem.remove(snapshots.path(of: record.name)) }
    try await mergeAsNeeded()
    return IndexRepair(
      segments: segments.damaged.map { snapshots.path(of: $0.name).string },
      lost: findings.lost.map(\.id), reencoded: embedder != nil,
      deleted: findings.spoiled.map(\.id))
  }

  /// Tells the segments that are whole from the others, by every byte.
  private func sortedSegments() async throws -> SortedSegments {
    var segments = SortedSegments()
    for record in try await catalog.read({ try $0.segments() }) {
      do {
        let segment = try snapshots.open(record)
        try segment.requireWhole()
        segments.whole[record.name] = segment
      } catch IndexError.damaged {
        segments.damaged.append(record)
      }
    }
    return segments
  }

  /// Takes documents and segments out, and has the rows of the whole ones dead or alive as the
  /// catalogue's passages are, all in one commit.
  private func settle(
    _ segments: SortedSegments, dropping documents: [CatalogFindings.Entry],
    segments damaged: [SegmentRecord]
  ) async throws {
    try await catalog.write { database in
      // What SQLite looks up by is made anew from the rows themselves.
      try database.execute(sql: "REINDEX")
      try database.drop(documents)
      for record in damaged { try database.deleteSegment(record.number) }
      try database.raiseLastPassage(to: segments.lastPassage)
      try segments.bury(in: database)
      try database.recount()
      try database.raiseGeneration()
    }
  }

  /// Encodes documents again, and puts their new passages in the place of those that they had.
  private func encodeAgain(
    _ documents: [CatalogFindings.Entry], _ segments: SortedSegments, _ embedder: Embedder
  ) async throws {
    let cutter = try PassageCutter(embedder, options: PassageOptions(configuration))
    var (batch, numbers) = (IndexBatch(), [Int64]())
    for entry in documents {
      guard let document = try await catalog.read({ try $0.document(number: entry.number) })
      else { continue }
      batch.append(document, try cutter.cut(title: document.title, text: document.text))
      numbers.append(entry.number)
      guard batch.passageCount >= Self.commitPassages else { continue }
      try await renew(numbers, batch, segments, embedder)
      (batch, numbers) = (IndexBatch(), [])
    }
    if !numbers.isEmpty { try await renew(numbers, batch, segments, embedder) }
  }

  private func renew(
    _ numbers: [Int64], _ batch: IndexBatch, _ segments: SortedSegments, _ embedder: Embedder
  ) async throws {
    var batch = batch
    let segment = try await write(try await encode(&batch, embedder))
    let documents = batch.documents
    try await catalog.write { database in
      var place = 0
      for (number, document) in zip(numbers, documents) {
        _ = try database.removePassages(of: number)
        try database.insertPassages(document.passages, of: number, from: place, segment)
        place += document.passages.count
      }
      try database.insert(segment)
      try segments.bury(in: database)
      try database.raiseGeneration()
    }
  }
}

/// The segments of an index, those that are whole apart from the others.
private struct SortedSegments: Sendable {
  /// The files that are whole, by name.
  var whole: [String: Segment] = [:]
  var damaged: [SegmentRecord] = []

  /// Whether a passage is in one that is whole, dead or alive: its number is never given again.
  func holds(_ passage: Int64) -> Bool {
    whole.values.contains { $0.row(of: passage) != nil }
  }

  /// The highest number of a passage; zero if there is none.
  var lastPassage: Int64 {
    whole.values.reduce(0) { max($0, $1.rows > 0 ? $1.passage($1.rows - 1) : 0) }
  }

  /// Marks the rows dead whose passages the catalogue does not have, or that an earlier segment has,
  /// and those alone.
  func bury(in database: Database) throws {
    var missing = Set(try Int64.fetchAll(database, sql: "SELECT number FROM passage"))
    for record in try database.segments() {
      guard let file = whole[record.name] else { continue }
      var words = [UInt64](repeating: 0, count: RowBits.wordCount(file.rows))
      for row in 0..<file.rows where missing.remove(file.passage(row)) == nil {
        words[row / 64] |= 1 << UInt64(row % 64)
      }
      let dead = words.reduce(0) { $0 + $1.nonzeroBitCount }
      guard dead != record.dead || words != (record.tombstones ?? words.map { _ in 0 }) else {
        continue
      }
      try database.setTombstones(words, dead: dead, of: record.number)
    }
  }
}
