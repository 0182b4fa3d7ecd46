import Synchronization
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

/// What comes one by one from another thread.
final class Collected<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])

  var all: [Value] { values.withLock { $0 } }

  func append(_ value: Value) { values.withLock { $0.append(value) } }
}

/// Small indexes for the tests of what goes in and out.
struct ExchangeFolder {
  let directory: TemporaryDirectory
  let embedder: Embedder

  init() throws {
    directory = try TemporaryDirectory()
    embedder = try TinyCollection.embedder()
  }

  func path(_ name: String) -> FilePath { directory.path.appending(name) }

  static func notes(_ range: Range<Int>) throws -> [IndexedDocument] {
    try range.map {
      IndexedDocument(
        id: "n\($0)", title: $0.isMultiple(of: 3) ? "“é”" : "",
        text: (0..<($0 % 4) + 1).map { "the keeper counts \($0) boats.\n" }.joined(),
        metadata: try Metadata(
          json: #"{"year": \#(1990 + $0), "big": 123456789012345678901234567890, "x": 1.50}"#))
    }
  }

  /// An index of some notes, most of which have several passages.
  func made(_ name: String, _ range: Range<Int>, _ options: IndexOptions) async throws -> Index {
    let index = try Index.create(at: path(name), embedder: embedder, options: options)
    try await index.add(try Self.notes(range))
    return index
  }

  func documents(
    _ index: Index, _ selection: DocumentSelection = .all
  ) async throws -> [IndexedDocument] {
    let found = Collected<IndexedDocument>()
    try await index.forEachDocument(selection) { found.append($0) }
    return found.all
  }

  func passages(
    _ index: Index, _ selection: DocumentSelection = .all
  ) async throws -> [StoredPassage] {
    let found = Collected<StoredPassage>()
    try await index.forEachPassage(selection) { found.append($0) }
    return found.all
  }
}

@Suite("What an index gives away")
struct ExportTests {
  private let folder: ExchangeFolder
  private let options = IndexOptions(passageTokens: 24)

  init() throws { folder = try ExchangeFolder() }

  @Test("are the documents as they were added, in their order")
  func documents() async throws {
    let index = try await folder.made("a.trefoil", 0..<20, options)
    try await index.remove(["n3"])
    #expect(
      try await folder.documents(index) == ExchangeFolder.notes(0..<20).filter { $0.id != "n3" })
  }

  @Test("are the documents of a filter, or of ids, with those that are missing")
  func selections() async throws {
    let index = try await folder.made("a.trefoil", 0..<20, options)
    let filtered = try await folder.documents(index, .matching(try Filter("year >= 2007")))
    #expect(filtered.map(\.id) == ["n17", "n18", "n19"])
    let found = Collected<Identifier>()
    let missing = try await index.forEachDocument(.ids(["n5", "no", "n2", "n5"])) {
      found.append($0.id)
    }
    #expect(found.all == ["n5", "n2", "n5"])
    #expect(missing == ["no"])
  }

  @Test("are the passages of a document in their order, and what is stored of each")
  func passages() async throws {
    let index = try await folder.made("a.trefoil", 0..<12, options)
    let passages = try await folder.passages(index)
    #expect(passages.count == (try await index.statistics().passages))
    #expect(passages.contains { $0.count > 1 })
    var next = 0
    for passage in passages {
      #expect(passage.place == next)
      next = passage.place + 1 < passage.count ? passage.place + 1 : 0
      let text = passage.document.text.utf8
      let part = String(decoding: Array(text)[passage.range], as: UTF8.self)
      let whole = Document.content(title: passage.document.title, text: part)
      let fresh = try await folder.embedder.encode(
        [whole], options: EncodeOptions(outputs: .all, role: .passage))[0]
      #expect(passage.embedding.tokenCounts == fresh.tokenCounts)
      #expect(passage.embedding.lexicalWeights?.tokenIDs == fresh.lexicalWeights?.tokenIDs)
      let (own, other) = (passage.embedding.dense ?? [], fresh.dense ?? [])
      #expect(zip(own, other).allSatisfy { abs($0 - $1) < 0.01 })
      #expect(passage.embedding.tokenVectors?.count == fresh.tokenVectors?.count)
    }
  }

  @Test("is the state of one commit while others write")
  func snapshot() async throws {
    let index = try await folder.made("a.trefoil", 0..<30, options)
    let writer = try Index.open(index.path)
    let found = Collected<Identifier>()
    let begun = AsyncStream<Void>.makeStream()
    let written = Mutex(false)
    async let deletion: Void = {
      for await _ in begun.stream { break }
      try await writer.remove((10..<30).map { Identifier("n\($0)") })
      written.withLock { $0 = true }
    }()
    try await index.forEachPassage { passage in
      if passage.place == 0 { found.append(passage.document.id) }
      begun.continuation.yield()
      // The first passage waits until the writer has committed.
      while !written.withLock({ $0 }) {}
    }
    try await deletion
    #expect(found.all.count == 30)
    #expect(try await index.statistics().documents == 10)
  }

  @Test("ends when the task is cancelled, and when the caller throws")
  func cancellation() async throws {
    let index = try await folder.made("a.trefoil", 0..<20, options)
    struct Stop: Error {}
    await #expect(throws: Stop.self) { try await index.forEachDocument { _ in throw Stop() } }
    let count = Collected<Void>()
    let task = Task {
      try await index.forEachDocument { _ in
        count.append(())
        withUnsafeCurrentTask { $0?.cancel() }
        usleepShortly()
      }
    }
    while count.all.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(count.all.count < 20)
  }
}

/// Waits some milliseconds, so that a cancellation comes while there is work left.
private func usleepShortly() {
  let end = ContinuousClock.now + .milliseconds(30)
  while ContinuousClock.now < end {}
}
