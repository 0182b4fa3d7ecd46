internal import GRDB
internal import Synchronization
internal import SystemPackage

/// Keeps the segments of the last commit that was seen open, so that a search opens none.
final class SnapshotCache: Sendable {
  /// The name of the directory of segments.
  static let segmentsName = "segments"

  private let directory: FilePath
  private let configuration: IndexConfiguration
  private let last = Mutex<IndexSnapshot?>(nil)

  /// Takes the index's directory, and what it is.
  init(directory: FilePath, configuration: IndexConfiguration) {
    self.directory = directory
    self.configuration = configuration
  }

  /// The path of a segment's file.
  func path(of name: String) -> FilePath {
    directory.appending(Self.segmentsName).appending(name + SegmentFormat.ending)
  }

  /// The segments as the catalogue has them in this transaction.
  ///
  /// - Throws: `IndexError.damaged` for a file that can't be used.
  func snapshot(_ database: Database) throws -> IndexSnapshot {
    let mark = try database.mark()
    if let known = last.withLock({ $0 }), known.mark == mark { return known }
    let open = Dictionary(
      (last.withLock { $0 }?.segments ?? []).map { ($0.record.name, $0.file) },
      uniquingKeysWith: { one, _ in one })
    let segments = try database.segments().map { record in
      LiveSegment(record: record, file: try open[record.name] ?? self.open(record))
    }
    // Passages rise from segment to segment; a merged one has a later number than its neighbours.
    let ordered = segments.sorted { $0.firstPassage < $1.firstPassage }
    let snapshot = IndexSnapshot(mark: mark, segments: ordered)
    last.withLock { $0 = snapshot }
    return snapshot
  }

  /// A segment, or why it can't be opened.
  func opened(_ record: SegmentRecord) -> Result<Segment, IndexError> {
    do throws(IndexError) {
      return .success(try open(record))
    } catch {
      return .failure(error)
    }
  }

  /// Opens a segment.
  ///
  /// - Throws: `IndexError.damaged`, `.newerFormat`.
  func open(_ record: SegmentRecord) throws(IndexError) -> Segment {
    let path = path(of: record.name)
    do throws(SegmentDamage) {
      let segment = try Segment(path: path)
      guard segment.rows == record.rows, segment.byteCount == record.bytes else {
        throw .inconsistent(
          reason: "it has \(segment.rows) rows in \(segment.byteCount) bytes, where the catalogue"
            + " has \(record.rows) in \(record.bytes)")
      }
      guard segment.head.fits(configuration) else {
        throw .inconsistent(reason: "it keeps other outputs, dimensions or codes than the index")
      }
      return segment
    } catch .otherLayout(let layout) {
      throw .newerFormat(path: path, format: layout, supported: SegmentFormat.layout)
    } catch .inaccessible(let error) {
      throw .file(error)
    } catch {
      throw .damaged(path: path, reason: error.description)
    }
  }
}
