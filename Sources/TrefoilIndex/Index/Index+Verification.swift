internal import GRDB
internal import SystemPackage

extension Index {
  /// Checks every byte of every segment, the catalogue, and that they agree.
  ///
  /// Readers and a writer may go on meanwhile: what is checked is the state after one commit.
  ///
  /// - Throws: `IndexError.catalogue`; `CancellationError`.
  public func verify() async throws -> IndexReport {
    var faults: [String] = []
    do {
      faults += try await catalog.read { try $0.faults() }
      let state = try await state()
      var rows = LiveRows()
      for (record, segment) in state.segments {
        let path = snapshots.path(of: record.name)
        do {
          let segment = try segment.get()
          try segment.requireWhole()
          rows.append(segment, record, path, &faults)
        } catch let error as IndexError {
          faults.append(error.description)
        }
      }
      faults += rows.faults(against: state.passages, last: state.lastPassage)
      return IndexReport(
        segments: state.segments.count, faults: faults,
        orphans: orphans(besides: state.segments.map(\.record.name)))
    } catch let error as IndexError {
      guard case .damagedCatalogue = error else { throw error }
      return IndexReport(segments: 0, faults: faults + [error.description], orphans: [])
    }
  }

  /// An index after one commit, as far as it can be opened.
  private struct State: Sendable {
    let segments: [(record: SegmentRecord, file: Result<Segment, IndexError>)]
    /// The passages of the catalogue, rising.
    let passages: [Int64]
    /// The highest number that a passage ever had, as the catalogue has it.
    let lastPassage: Int64
  }

  private func state() async throws -> State {
    let snapshots = snapshots
    for _ in 1..<Self.attempts {
      let state = try await readState()
      // A merge may have taken a file away that was in the list when the transaction began.
      let isMissing = state.segments.contains { record, file in
        (try? file.get()) == nil && !snapshots.path(of: record.name).exists
      }
      if !isMissing { return state }
    }
    return try await readState()
  }

  private func readState() async throws -> State {
    let snapshots = snapshots
    return try await catalog.read { database in
      State(
        segments: try database.segments().map { record in
          (record, snapshots.opened(record))
        },
        passages: try Int64.fetchAll(
          database, sql: "SELECT number FROM passage ORDER BY number"),
        lastPassage: try database.nextPassageNumber() - 1)
    }
  }
}

/// The passages whose rows are alive in some segment.
private struct LiveRows {
  private var passages: [Int64] = []
  private var last: Int64 = 0

  mutating func append(
    _ segment: Segment, _ record: SegmentRecord, _ path: FilePath, _ faults: inout [String]
  ) {
    let alive = LiveSegment(record: record, file: segment).liveRuns.joined().map(\.self)
    passages += alive.map(segment.passage)
    if segment.rows > 0 { last = max(last, segment.passage(segment.rows - 1)) }
    if segment.rows - alive.count != record.dead {
      faults.append(
        "“\(path)” has \(segment.rows - alive.count) dead rows, and the catalogue counts"
          + " \(record.dead).")
    }
  }

  /// What is wrong where these are the passages of the catalogue, rising, and the last number it gave.
  func faults(against catalogue: [Int64], last given: Int64) -> [String] {
    let (own, known) = (Set(passages), Set(catalogue))
    var faults: [String] = []
    let lost = known.subtracting(own).count
    if lost > 0 { faults.append("\(lost) passages of the catalogue are in no segment.") }
    let foreign = own.subtracting(known).count
    if foreign > 0 { faults.append("\(foreign) passages of segments are not in the catalogue.") }
    if own.count < passages.count {
      faults.append("\(passages.count - own.count) passages are in two segments.")
    }
    if max(last, catalogue.last ?? 0) > given {
      faults.append("The catalogue would give numbers again that passages have.")
    }
    return faults
  }
}
