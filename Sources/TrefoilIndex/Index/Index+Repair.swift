internal import GRDB
internal import SystemPackage
public import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension Index {
  /// Drops the segments that are not whole, and with them the documents of which a passage was there.
  ///
  /// With a model, those documents are encoded again from the texts that the catalogue has, so that
  /// nothing is lost. Without one they are deleted.
  ///
  /// - Throws: `IndexError`; `CancellationError`.
  public func repair() async throws -> IndexRepair {
    let (damaged, lost) = try await dropDamaged()
    if embedder != nil { try await add(lost) }
    return IndexRepair(
      segments: damaged.map { snapshots.path(of: $0.name).string }, lost: lost.map(\.id.text),
      reencoded: embedder != nil)
  }

  /// Drops the segments that are not whole, and the documents of which a passage was there.
  private func dropDamaged() async throws -> ([SegmentRecord], [IndexedDocument]) {
    let lock = try await beginWriting()
    defer { withExtendedLifetime(lock) {} }
    let records = try await catalog.read { try $0.segments() }
    var (whole, damaged) = ([LiveSegment](), [SegmentRecord]())
    for record in records {
      do {
        let segment = try snapshots.open(record)
        try segment.verify()
        whole.append(LiveSegment(record: record, file: segment))
      } catch is IndexError {
        damaged.append(record)
      } catch is SegmentDamage {
        damaged.append(record)
      }
    }
    let snapshot = IndexSnapshot(
      generation: 0, segments: whole.sorted { $0.firstPassage < $1.firstPassage })
    let dropped = damaged
    let lost = try await catalog.write { database in
      try database.drop(dropped, keeping: snapshot)
    }
    for record in damaged {
      try? FileManager.default.removeItem(atPath: snapshots.path(of: record.name).string)
    }
    return (damaged, lost)
  }
}

extension Database {
  /// Takes segments out of the list, and out of the catalogue the documents of which a passage is in
  /// none of those that are kept; returns the documents.
  fileprivate func drop(
    _ damaged: [SegmentRecord], keeping snapshot: IndexSnapshot
  ) throws -> [IndexedDocument] {
    let rows = try Row.fetchAll(
      self, sql: "SELECT number, document FROM passage ORDER BY number")
    var numbers: [Int64] = []
    for row in rows {
      let passage: Int64 = row["number"]
      guard !snapshot.segments.contains(where: { $0.holds(passage) }) else { continue }
      let document: Int64 = row["document"]
      if numbers.last != document { numbers.append(document) }
    }
    guard !damaged.isEmpty || !numbers.isEmpty else { return [] }
    var (documents, dead) = ([IndexedDocument](), [Int64]())
    for number in Set(numbers).sorted() {
      if let document = try document(number: number) { documents.append(document) }
      dead += try removeDocument(number)
    }
    try snapshot.bury(dead, in: self)
    for record in damaged { try deleteSegment(record.number) }
    try raiseGeneration()
    return documents
  }
}

extension LiveSegment {
  /// Whether a passage is in it, and alive.
  fileprivate func holds(_ passage: Int64) -> Bool {
    guard let row = file.row(of: passage) else { return false }
    return alive?.contains(row) ?? true
  }
}
