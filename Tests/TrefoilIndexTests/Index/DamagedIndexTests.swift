import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("A damaged index")
struct DamagedIndexTests {
  private let directory: TemporaryDirectory
  private let index: Index
  private let embedder: Embedder

  init() async throws {
    directory = try TemporaryDirectory()
    embedder = try TinyCollection.embedder()
    index = try Index.create(
      at: directory.path.appending("notes.trefoil"), embedder: embedder)
    try await index.add(
      (0..<12).map { IndexedDocument(id: "n\($0)", text: "keeper \($0) counts boats") })
  }

  private var segment: FilePath {
    get throws {
      let folder = index.path.appending("segments")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
      return folder.appending(try #require(names.first { $0.hasSuffix(".segment") }))
    }
  }

  private func write(_ bytes: [UInt8], to path: FilePath) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
  }

  /// Searches and ends with hits or an error; anything else would be a trap.
  private func search(_ index: Index) async {
    _ = try? await index.search("boats", options: SearchOptions(top: 20))
  }

  @Test("is found by a check wherever a bit of a segment flips, and is searched without a trap")
  func flips() async throws {
    let path = try segment
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
    for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 97)) {
      var bytes = whole
      bytes[place] ^= 1 << UInt8(place % 8)
      try write(bytes, to: path)
      let opened = try Index.open(index.path, embedder: embedder)
      #expect(try await opened.verify().faults.count > 0, "byte \(place) of \(whole.count)")
      await search(opened)
    }
    try write(whole, to: path)
    #expect(try await index.verify().faults == [])
  }

  @Test("is found by a check wherever a segment is cut, and is searched without a trap")
  func cuts() async throws {
    let path = try segment
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
    for count in [0, 1, 8, 40, whole.count / 2, whole.count - 33, whole.count - 1] {
      try write(Array(whole.prefix(count)), to: path)
      let opened = try Index.open(index.path, embedder: embedder)
      #expect(try await opened.verify().faults.count == 2, "\(count) bytes of \(whole.count)")
      await #expect(throws: IndexError.self) { try await opened.search("boats") }
    }
    try FileManager.default.removeItem(atPath: path.string)
    let opened = try Index.open(index.path, embedder: embedder)
    #expect(try await opened.verify().faults.count > 0)
    await #expect(throws: IndexError.self) { try await opened.search("boats") }
  }

  @Test("is found by a check where one segment has another's name")
  func swapped() async throws {
    let first = try segment
    let other = try Index.create(
      at: directory.path.appending("other.trefoil"), embedder: embedder)
    try await other.add(
      (0..<12).map { IndexedDocument(id: "m\($0)", text: "keeper \($0) counts ships") })
    let folder = other.path.appending("segments")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder.string).first)
    try FileManager.default.removeItem(atPath: first.string)
    try FileManager.default.copyItem(
      atPath: folder.appending(name).string, toPath: first.string)
    let opened = try Index.open(index.path, embedder: embedder)
    #expect(try await opened.verify().faults.count > 0)
    await search(opened)
  }

  @Test("says so where its catalogue is no database, another program's, or not there")
  func catalogue() async throws {
    let copy = directory.path.appending("copy.trefoil")
    try await index.snapshot(to: copy)
    let path = copy.appending("catalogue.sqlite")
    try write(Array("no database".utf8), to: path)
    #expect(throws: IndexError.self) { try Index.open(copy) }
    try write([], to: path)
    #expect(
      throws: IndexError.notAnIndex(path: copy, reason: "“catalogue.sqlite” is another program's")
    ) {
      try Index.open(copy)
    }
    try FileManager.default.removeItem(atPath: path.string)
    #expect(throws: IndexError.self) { try Index.open(copy) }
  }

  @Test("loses what a writer left that did not come to its end")
  func orphans() async throws {
    let folder = index.path.appending("segments")
    let orphan = folder.appending("0123.segment")
    try write([1, 2, 3], to: orphan)
    try await index.remove(["n1"])
    #expect(!FileManager.default.fileExists(atPath: orphan.string))
    #expect(try await index.verify().faults == [])
  }
}
