internal import GRDB
internal import SystemPackage
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Index {
  /// Takes the right to write, and removes what writers left that did not come to their end.
  ///
  /// - Throws: `IndexError.readOnly`, `.busy`; `CancellationError`.
  func beginWriting() async throws -> WriterLock {
    guard catalog.opening == .writing else { throw IndexError.readOnly(path: path) }
    let lock = try await WriterLock(of: path, patience: patience)
    // The lock is that of the index which has the name now, and so are the files that lie there.
    guard !catalog.isReplaced else { throw IndexError.replaced(path: path) }
    try await removeOrphans()
    return lock
  }

  /// Removes the files of segments that no commit has, or has any more.
  ///
  /// Whoever has such a file open keeps it; whoever is about to open it begins anew.
  private func removeOrphans() async throws {
    let known = try await catalog.read { try $0.segments() }.map(\.name)
    for file in orphans(besides: known) { try? FileSystem.remove(FilePath(file)) }
  }

  /// The files of segments that are not among some, and those that were not finished.
  func orphans(besides names: [String]) -> [String] {
    let directory = path.appending(SnapshotCache.segmentsName)
    let known = Set(names.map { $0 + SegmentFormat.ending })
    let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.string)) ?? []
    return files.sorted().filter {
      !known.contains($0) && ($0.hasSuffix(SegmentFormat.ending) || $0.hasSuffix(".tmp"))
    }.map { directory.appending($0).string }
  }

  /// Merges segments as long as there are too many; the caller writes.
  func mergeAsNeeded() async throws {
    while let part = try await nextMerge() {
      try Task.checkCancellation()
      try await merge(part)
    }
  }

  private func nextMerge() async throws -> [LiveSegment]? {
    let segments = try await withSnapshot { _, snapshot in snapshot.segments }
    let range = MergePolicy.next(
      rows: segments.map(\.file.rows), alive: segments.map { $0.file.rows - $0.record.dead })
    return range.map { Array(segments[$0]) }
  }

  /// Makes one segment of all, without the rows that were deleted or replaced.
  ///
  /// Searches take the same time with a few segments; this gives back the room of dead rows.
  ///
  /// - Throws: `IndexError`; `CancellationError`.
  public func optimize() async throws {
    let lock = try await beginWriting()
    defer { withExtendedLifetime(lock) {} }
    let segments = try await withSnapshot { _, snapshot in snapshot.segments }
    var part: [LiveSegment] = []
    var rows = 0
    for segment in segments {
      let alive = segment.file.rows - segment.record.dead
      if !part.isEmpty && rows + alive > MergePolicy.mostRows {
        try await merge(part)
        (part, rows) = ([], 0)
      }
      part.append(segment)
      rows += alive
    }
    if part.count > 1 || part.contains(where: { $0.record.dead > 0 }) { try await merge(part) }
    try await removeOrphans()
    // Readers may need the log for as long as they read; then it is merged another time.
    try? catalog.mergeLog()
  }

  /// Makes one segment of neighbours.
  private func merge(_ segments: [LiveSegment]) async throws {
    let name = SegmentFormat.randomName()
    let path = snapshots.path(of: name)
    // What is damaged is not copied, where it would get checksums that match.
    for segment in segments { try segment.file.requireWhole() }
    let merger = SegmentMerger(segments, configuration)
    var bytes = 0
    if merger.rows > 0 {
      do {
        bytes = try merger.write(to: path)
      } catch let error as FileError {
        throw IndexError.file(error)
      }
    }
    let written = bytes
    try await catalog.write { database in
      for segment in segments { try database.deleteSegment(segment.record.number) }
      if merger.rows > 0 {
        try database.insertSegment(name: name, rows: merger.rows, bytes: written)
      }
      try database.raiseGeneration()
    }
  }
}
