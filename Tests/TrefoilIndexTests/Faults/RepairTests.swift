import Foundation
import GRDB
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("A repair")
struct RepairTests {
  private let folder: TemporaryDirectory
  private let index: Index
  private static let state: IndexState = Dictionary(
    uniqueKeysWithValues: (0..<9).map { ("n\($0)", "keeper \($0) counts boats") })

  init() async throws {
    folder = try TemporaryDirectory()
    index = try Index.create(
      at: folder.path.appending("notes.trefoil"), embedder: try TinyCollection.embedder())
    try await index.add(
      Self.state.sorted { $0.key < $1.key }.map { IndexedDocument(id: Identifier($0), text: $1) })
  }

  /// Changes the catalogue behind the index's back.
  private func spoil(_ sql: String) async throws {
    try await index.catalog.write {
      try $0.execute(sql: sql + "; UPDATE property SET value = 5 WHERE name = 'mark'")
    }
    #expect(try await index.verify().faults != [])
  }

  @Test("deletes a document whose text is not as it was added, by name, and no other")
  func text() async throws {
    try await spoil("UPDATE document SET text = 'keeper 3 counts goats' WHERE id = 'n3'")
    await #expect(throws: IndexError.self) { try await index.get(["n3"]) }
    await #expect(throws: IndexError.self) { _ = try await index.found() }
    #expect(try await index.get(["n4"])[0]?.text == Self.state["n4"])
    let repair = try await index.repair()
    #expect(repair == IndexRepair(segments: [], lost: [], reencoded: true, deleted: ["n3"]))
    try await index.requireWhole(anyOf: [Self.state.filter { $0.key != "n3" }], "repaired")
  }

  @Test(
    "encodes a document again whose passage is not as it was cut", arguments: ["last", "first"])
  func passage(column: String) async throws {
    try await spoil("UPDATE passage SET \(column) = \(column) + 1 WHERE number = 4")
    await #expect(throws: IndexError.self) { _ = try await index.found() }
    let repair = try await index.repair()
    #expect(repair == IndexRepair(segments: [], lost: ["n3"], reencoded: true, deleted: []))
    try await index.requireWhole(anyOf: [Self.state], "repaired")
    let hits = try await index.search("keeper 3", options: SearchOptions(top: 9))
    #expect(Set(hits.map(\.text)) == Set(Self.state.values))
  }

  @Test("revives rows that are dead without a reason, and buries those without a passage")
  func rows() async throws {
    try await spoil("UPDATE segment SET tombstones = x'0700000000000000', dead = 3")
    let repair = try await index.repair()
    #expect(repair == IndexRepair(segments: [], lost: [], reencoded: true, deleted: []))
    try await index.requireWhole(anyOf: [Self.state], "revived")
    try await spoil("DELETE FROM passage WHERE number = 2; DELETE FROM document WHERE id = 'n1'")
    _ = try await index.repair()
    try await index.requireWhole(anyOf: [Self.state.filter { $0.key != "n1" }], "buried")
  }

  @Test("never has numbers of passages given again")
  func numbers() async throws {
    try await spoil("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'passage'")
    _ = try await index.repair()
    try await index.put(["new": "ship"])
    try await index.requireWhole(anyOf: [Self.state.merging(["new": "ship"]) { $1 }], "repaired")
  }

  @Test("without a model deletes the documents of a damaged segment, and names them")
  func withoutModel() async throws {
    try await index.put(["new": "ship"])
    let names = try await index.segmentNames().listed.sorted()
    try #require(names.count == 2)
    let file = index.path.appending("segments").appending(names[0])
    var bytes = try folder.read("notes.trefoil/segments/\(names[0])")
    bytes[70] ^= 4
    try folder.write(bytes, to: "notes.trefoil/segments/\(names[0])")
    let opened = try Index.open(index.path)
    let lost = try await opened.repair()
    #expect((lost.segments, lost.reencoded, lost.deleted) == ([file.string], false, []))
    let left = try await opened.documents()
    #expect(Set(lost.lost).union(left.keys) == Set(Self.state.keys).union(["new"]))
    try await opened.requireWhole(anyOf: [left], "repaired")
    #expect(!file.exists)
  }

  @Test("is needed before what is damaged is merged, which would make it look whole")
  func merges() async throws {
    try await index.put(["new": "ship"])
    for name in try await index.segmentNames().listed {
      var bytes = try folder.read("notes.trefoil/segments/\(name)")
      bytes[bytes.count / 3] ^= 4
      try folder.write(bytes, to: "notes.trefoil/segments/\(name)")
    }
    let opened = try Index.open(index.path)
    await #expect(throws: IndexError.self) { try await opened.optimize() }
    #expect(try await opened.verify().faults.count > 2)
    #expect(try await opened.documents().count == 10)
  }
}
