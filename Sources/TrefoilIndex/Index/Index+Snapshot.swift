internal import GRDB
public import SystemPackage
internal import TrefoilFiles

extension Index {
  /// Makes a copy of the index in the state of one commit, while others read and write.
  ///
  /// Segments are never written again, so on one disk they are linked and take no room. The copy is on
  /// the disk when this returns, and nothing of it is there when it fails.
  ///
  /// - Parameters: `copy` is where the copy is to be; nothing may be there.
  /// - Throws: `IndexError`; `CancellationError`.
  public func snapshot(to copy: FilePath) async throws {
    guard !copy.exists else { throw IndexError.exists(path: copy) }
    do {
      for _ in 0..<Self.attempts {
        if try makeCopy(at: copy) { return }
      }
      throw IndexError.file(
        .cannotCreate(path: copy, reason: "the index changes faster than it can be copied"))
    } catch let error as FileError {
      throw copy.exists ? IndexError.exists(path: copy) : IndexError.file(error)
    }
  }

  /// Makes the copy; false if a merge took a file away before it was linked.
  private func makeCopy(at copy: FilePath) throws -> Bool {
    let directory = try AtomicDirectory(path: copy)
    let folder = FilePath(SnapshotCache.segmentsName)
    try directory.makeDirectory(folder)
    try directory.makeFile(FilePath(WriterLock.fileName)).commit()
    let records = try catalog.copy(to: try directory.place(FilePath(Catalog.fileName)))
    for record in records {
      try Task.checkCancellation()
      let source = snapshots.path(of: record.name)
      do {
        try directory.link(source, to: folder.appending(record.name + SegmentFormat.ending))
      } catch {
        guard source.exists else { return false }
        throw error
      }
    }
    try directory.commit()
    return true
  }
}
