internal import GRDB
internal import SystemPackage

extension Index {
  /// Checks every byte of every segment, the catalogue, and that they agree.
  ///
  /// Readers and a writer may go on meanwhile: what is checked is the state after one commit.
  ///
  /// - Throws: `IndexError.catalogue`; `CancellationError`.
  public func verify() async throws -> IndexReport {
    var faults = try await catalog.read { try $0.faults() }
    let (records, passages) = try await catalog.read { database in
      (
        try database.segments(),
        try Int64.fetchAll(database, sql: "SELECT number FROM passage ORDER BY number")
      )
    }
    var rows = LiveRows()
    for record in records {
      let path = snapshots.path(of: record.name)
      do {
        let segment = try snapshots.open(record)
        try segment.verify()
        rows.append(segment, record, path, &faults)
      } catch let error as IndexError {
        faults.append(error.description)
      } catch let damage as SegmentDamage {
        faults.append(IndexError.damaged(path: path, reason: damage.description).description)
      }
    }
    faults += rows.faults(against: passages)
    return IndexReport(segments: records.count, faults: faults)
  }
}

/// The passages whose rows are alive in some segment.
private struct LiveRows {
  private var passages: [Int64] = []

  mutating func append(
    _ segment: Segment, _ record: SegmentRecord, _ path: FilePath, _ faults: inout [String]
  ) {
    let alive = LiveSegment(record: record, file: segment).liveRuns.joined().map(\.self)
    passages += alive.map(segment.passage)
    if segment.rows - alive.count != record.dead {
      faults.append(
        "“\(path)” has \(segment.rows - alive.count) dead rows, and the catalogue counts"
          + " \(record.dead).")
    }
  }

  /// What is wrong where these are the passages of the catalogue, rising.
  func faults(against catalogue: [Int64]) -> [String] {
    let (own, known) = (Set(passages), Set(catalogue))
    var faults: [String] = []
    let lost = known.subtracting(own).count
    if lost > 0 { faults.append("\(lost) passages of the catalogue are in no segment.") }
    let foreign = own.subtracting(known).count
    if foreign > 0 { faults.append("\(foreign) passages of segments are not in the catalogue.") }
    if own.count < passages.count {
      faults.append("\(passages.count - own.count) passages are in two segments.")
    }
    return faults
  }
}

extension Database {
  /// What SQLite finds wrong with the catalogue.
  fileprivate func faults() throws -> [String] {
    let found = try String.fetchAll(self, sql: "PRAGMA integrity_check(20)")
    let lone = try Int.fetchOne(
      self,
      sql: """
        SELECT COUNT(*) FROM passage
        WHERE document NOT IN (SELECT number FROM document)
        """)
    return found.filter { $0 != "ok" }.map { "The catalogue is damaged: \($0)." }
      + (lone ?? 0 > 0 ? ["\(lone ?? 0) passages of the catalogue have no document."] : [])
  }
}
