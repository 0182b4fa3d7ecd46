internal import GRDB
public import SystemPackage
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Index {
  /// Makes a copy of the index in the state of one commit, while others read and write.
  ///
  /// Segments are never written again, so on one disk they are linked and take no room.
  ///
  /// - Parameters: `copy` is where the copy is to be; nothing may be there.
  /// - Throws: `IndexError`; `CancellationError`.
  public func snapshot(to copy: FilePath) async throws {
    guard !copy.exists else { throw IndexError.exists(path: copy) }
    for _ in 1..<Self.attempts {
      do {
        return try await makeCopy(at: copy)
      } catch let error as CocoaError
        where error.code == .fileReadNoSuchFile || error.code == .fileNoSuchFile
      {
        continue
      }
    }
    try await makeCopy(at: copy)
  }

  private func makeCopy(at copy: FilePath) async throws {
    let manager = FileManager.default
    let parent = copy.removingLastComponent()
    let temporary = parent.appending(".trefoil-\(SegmentFormat.randomName()).tmp")
    let segments = temporary.appending(SnapshotCache.segmentsName)
    do throws(FileError) {
      try segments.createDirectories()
      try WriterLock.create(in: temporary)
    } catch {
      throw IndexError.file(error)
    }
    defer { try? manager.removeItem(atPath: temporary.string) }
    try await catalog.copy(to: temporary.appending(Catalog.fileName))
    let records = try Catalog.open(in: temporary).readNow { try $0.segments() }
    for record in records {
      try Task.checkCancellation()
      let source = snapshots.path(of: record.name)
      let target = segments.appending(record.name + SegmentFormat.ending)
      do {
        try manager.linkItem(atPath: source.string, toPath: target.string)
      } catch {
        try manager.copyItem(atPath: source.string, toPath: target.string)
      }
    }
    do {
      try manager.moveItem(atPath: temporary.string, toPath: copy.string)
    } catch {
      throw IndexError.file(.cannotCreate(path: copy, reason: "\(error)"))
    }
  }
}
