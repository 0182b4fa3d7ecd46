import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilFiles
import TrefoilTesting

@testable import TrefoilIndex

@Suite("An index that is encoded anew")
struct ReencodingTests {
  private let folder: ExchangeFolder
  private let index: Index
  private let other: Embedder
  private let options = IndexOptions(passageTokens: 24)

  init() async throws {
    folder = try ExchangeFolder()
    index = try await folder.made("notes.trefoil", 0..<40, options)
    // Another instruction makes other embeddings, as another model does.
    other = try Embedder(
      model: folder.embedder.model,
      options: EmbedderOptions(threads: 2, passageInstruction: "passage: "))
  }

  private var path: FilePath { folder.path("notes.trefoil") }
  private var work: FilePath { folder.path("notes.trefoil.reencoding") }

  /// Checks that the index is as one that was made with the model from the start.
  private func requireNew(_ range: Range<Int>) async throws {
    let found = try Index.open(path, embedder: other)
    #expect(try await found.verify().faults == [])
    let fresh = try Index.create(
      at: folder.path("fresh-\(UInt64.random(in: 0 ... .max)).trefoil"), embedder: other,
      options: options)
    try await fresh.add(try ExchangeFolder.notes(range))
    let search = SearchOptions(top: 100)
    let (own, wanted) = (
      try await found.search("keeper boats", options: search),
      try await fresh.search("keeper boats", options: search)
    )
    #expect(own.map(\.score) == wanted.map(\.score))
    #expect(Set(own.map(\.document.id)) == Set(wanted.map(\.document.id)))
  }

  @Test("has the new model's embeddings and the old one's documents, and nothing is left beside it")
  func reencoded() async throws {
    let documents = try await folder.documents(index)
    let result = try await Index.reencode(path, embedder: other)
    #expect((result.documents, result.resumed) == (40, 0))
    #expect(result.passages == (try await Index.open(path).statistics().passages))
    #expect(folder.directory.names == ["notes.trefoil"])
    try await requireNew(0..<40)
    #expect(try await folder.documents(try Index.open(path)) == documents)
    #expect(throws: IndexError.self) { try Index.open(path, embedder: folder.embedder) }
  }

  @Test("keeps what is not named, and the old index where that is asked for")
  func kept() async throws {
    let keep = folder.path("old.trefoil")
    let result = try await Index.reencode(
      path, embedder: folder.embedder,
      options: ReencodingOptions(outputs: [.dense, .sparse], tokenCodec: .bits4, keep: keep))
    #expect(result.kept == keep.string)
    let configuration = try Index.open(path).configuration
    #expect(configuration.outputs == [.dense, .sparse])
    #expect((configuration.passageTokens, configuration.tokenCodec) == (24, .bits4))
    let old = try Index.open(keep, embedder: folder.embedder)
    #expect(try await old.verify().faults == [])
    #expect(try await old.statistics().documents == 40)
    #expect(old.configuration == index.configuration)
    await #expect(throws: IndexError.exists(path: keep)) {
      try await Index.reencode(path, embedder: other, options: ReencodingOptions(keep: keep))
    }
  }

  @Test("goes on where it was interrupted, and encodes nothing twice")
  func resumed() async throws {
    let many = try await index.add(
      (0..<600).map { IndexedDocument(id: "m\($0)", text: "a boat of number \($0)") })
    #expect(many.added == 600)
    let (path, other) = (path, other)
    let task = Task {
      try await Index.reencode(path, embedder: other) { step in
        if step.documents > 300 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try Index.open(path).configuration == index.configuration)
    let begun = try await Index.open(work).statistics()
    #expect(begun.documents > 0 && begun.documents < 640)
    // What changes between the two calls is in the new index as well.
    try await index.remove(["n1", "m0"])
    try await index.add([IndexedDocument(id: "n2", text: "changed")])
    let result = try await Index.reencode(path, embedder: other)
    #expect(result.resumed == begun.documents)
    #expect(result.documents == 638)
    let passages = try await Index.open(path).statistics().passages
    #expect(result.passages < passages)
    let found = try Index.open(path, embedder: other)
    #expect(try await found.verify().faults == [])
    let documents = try await found.get(["n1", "m0", "n2"])
    #expect(documents.map { $0?.text } == [nil, nil, "changed"])
    #expect(folder.directory.names == ["notes.trefoil"])
  }

  @Test("is not begun over another model's work, unless that is asked for")
  func otherWork() async throws {
    let wanted = ReencodingOptions(outputs: .dense)
    let begun = try ReencodingFolder.open(
      beside: path, folder.embedder, wanted.options(index.configuration, folder.embedder),
      restarts: false)
    try await begun.index.add(try ExchangeFolder.notes(0..<5))
    await #expect(throws: IndexError.busy(path: work)) {
      try await Index.reencode(path, embedder: folder.embedder, options: wanted)
    }
    withExtendedLifetime(begun) {}
    try leave(begun.index)
    await #expect(throws: IndexError.otherReencoding(folder: work)) {
      try await Index.reencode(path, embedder: other)
    }
    let result = try await Index.reencode(
      path, embedder: other, options: ReencodingOptions(restarts: true))
    #expect((result.documents, result.resumed) == (40, 0))
    try await requireNew(0..<40)
  }

  /// Puts a copy in the place of a folder whose lock this process holds.
  private func leave(_ index: Index) throws {
    let copy = folder.path("copy")
    try FileManager.default.copyItem(atPath: index.path.string, toPath: copy.string)
    try FileManager.default.removeItem(atPath: index.path.string)
    try FileManager.default.moveItem(atPath: copy.string, toPath: index.path.string)
  }

  @Test("is refused where it is of that model already, or a stranger's folder lies beside it")
  func refusals() async throws {
    await #expect(throws: IndexError.encodedAlready(path: path)) {
      try await Index.reencode(path, embedder: folder.embedder)
    }
    let stranger = try Index.create(at: work, embedder: other)
    try await stranger.add([IndexedDocument(id: "mine", text: "a boat")])
    await #expect(throws: IndexError.otherReencoding(folder: work)) {
      try await Index.reencode(path, embedder: other)
    }
    #expect(try await stranger.get(["mine"])[0] != nil)
    #expect(try await index.verify().faults == [])
  }

  @Test("loses nothing that others commit meanwhile")
  func writers() async throws {
    let writer = try Index.open(path, embedder: folder.embedder)
    async let writing = { () -> Int in
      var count = 0
      do {
        while count < 100 {
          try await writer.add([IndexedDocument(id: "w\(count)", text: "a whale \(count)")])
          count += 1
          try await Task.sleep(for: .milliseconds(30))
        }
      } catch IndexError.replaced {
      } catch IndexError.busy {
      }
      return count
    }()
    try await Index.reencode(path, embedder: other)
    let committed = try await writing
    let found = try Index.open(path, embedder: other)
    let documents = try await found.get((0..<committed).map { Identifier("w\($0)") })
    #expect(!documents.contains(nil))
    #expect(try await found.verify().faults == [])
  }

  @Test("leaves those who read the old one alone, and lets nobody write to it")
  func readers() async throws {
    let reader = try Index.open(path, embedder: folder.embedder)
    let search = SearchOptions(top: 100)
    let before = try await reader.search("keeper boats", options: search)
    try await Index.reencode(path, embedder: other)
    // Several at once need connections that are not open yet.
    try await withThrowingTaskGroup(of: [SearchHit].self) { group in
      for _ in 0..<8 {
        group.addTask { try await reader.search("keeper boats", options: search) }
      }
      for try await hits in group { #expect(hits == before) }
    }
    await #expect(throws: IndexError.replaced(path: path)) { try await reader.remove(["n1"]) }
    await #expect(throws: IndexError.replaced(path: path)) {
      try await reader.add([IndexedDocument(id: "lost", text: "lost")])
    }
    try await requireNew(0..<40)
  }

  @Test("tells who opened the old one and never read of its embeddings that it is gone")
  func lateReaders() async throws {
    let reader = try Index.open(path, embedder: folder.embedder)
    try await Index.reencode(path, embedder: other)
    await #expect(throws: IndexError.replaced(path: path)) { try await reader.search("boats") }
    #expect(try await reader.get(["n1"])[0] != nil)
  }

  @Test("is whole under its name after a crash at any step of the exchange")
  func crashes() async throws {
    let result = try await Index.reencode(path, embedder: other)
    #expect(result.documents == 40)
    // After the exchange, before the old one is removed: the mark is in the new one.
    let old = try Index.create(
      at: work, embedder: folder.embedder, options: IndexOptions(passageTokens: 24))
    try await old.add(try ExchangeFolder.notes(0..<40))
    try Data().write(to: URL(fileURLWithPath: path.appending("reencoding.lock").string))
    await #expect(throws: IndexError.encodedAlready(path: path)) {
      try await Index.reencode(path, embedder: other)
    }
    #expect(folder.directory.names == ["notes.trefoil"])
    #expect(!path.appending("reencoding.lock").exists)
    try await requireNew(0..<40)
    // Between two renames, where the system can't exchange names.
    try FileManager.default.moveItem(
      atPath: path.string, toPath: ExchangedDirectories.asideName(of: path).string)
    let again = try await Index.reencode(
      path, embedder: folder.embedder, options: ReencodingOptions(keep: folder.path("kept")))
    #expect(again.documents == 40)
    #expect(try await Index.open(path, embedder: folder.embedder).verify().faults == [])
    #expect(try await Index.open(folder.path("kept"), embedder: other).verify().faults == [])
  }
}
