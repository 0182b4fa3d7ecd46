internal import GRDB
internal import Synchronization
internal import SystemPackage

/// Keeps the segments of the last commit that was seen open, so that a search opens none.
final class SnapshotCache: Sendable {
  /// The name of the directory of segments.
  static let segmentsName = "segments"

  private let directory: FilePath
  private let last = Mutex<IndexSnapshot?>(nil)

  /// Takes the index's directory.
  init(directory: FilePath) {
    self.directory = directory
  }

  /// The path of a segment's file.
  func path(of name: String) -> FilePath {
    directory.appending(Self.segmentsName).appending(name + SegmentFormat.ending)
  }

  /// The segments as the catalogue has them in this transaction.
  ///
  /// - Throws: `IndexError.damaged` for a file that can't be used.
  func snapshot(_ database: Database) throws -> IndexSnapshot {
    let generation = try database.generation()
    if let known = last.withLock({ $0 }), known.generation == generation { return known }
    let open = Dictionary(
      uniqueKeysWithValues: (last.withLock { $0 }?.segments ?? []).map {
        ($0.record.name, $0.file)
      })
    let segments = try database.segments().map { record in
      LiveSegment(record: record, file: try open[record.name] ?? self.open(record))
    }
    // Passages rise from segment to segment; a merged one has a later number than its neighbours.
    let ordered = segments.sorted { $0.firstPassage < $1.firstPassage }
    let snapshot = IndexSnapshot(generation: generation, segments: ordered)
    last.withLock { $0 = snapshot }
    return snapshot
  }

  /// Opens a segment.
  ///
  /// - Throws: `IndexError.damaged`.
  func open(_ record: SegmentRecord) throws(IndexError) -> Segment {
    let path = path(of: record.name)
    do throws(SegmentDamage) {
      let segment = try Segment(path: path)
      guard segment.rows == record.rows, segment.byteCount == record.bytes else {
        throw .inconsistent(
          reason: "it has \(segment.rows) rows in \(segment.byteCount) bytes, where the catalogue"
            + " has \(record.rows) in \(record.bytes)")
      }
      return segment
    } catch {
      throw .damaged(path: path, reason: error.description)
    }
  }
}
