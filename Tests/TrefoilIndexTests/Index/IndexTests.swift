import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilIndex
import TrefoilTesting

@Suite("An index")
struct IndexTests {
  private let directory: TemporaryDirectory
  private let path: FilePath
  private let embedder: Embedder

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.path.appending("notes.trefoil")
    embedder = try TinyCollection.embedder()
  }

  private static func notes(_ range: Range<Int>) -> [IndexedDocument] {
    range.map {
      IndexedDocument(
        id: "n\($0)", title: $0.isMultiple(of: 3) ? "Harbour" : "",
        text: "the keeper of light \($0) counts \($0 * 7 % 31) boats")
    }
  }

  private func made(_ count: Int) async throws -> Index {
    let index = try Index.create(at: path, embedder: embedder)
    try await index.add(Self.notes(0..<count))
    return index
  }

  @Test("scores passages as fresh embeddings do, up to what its codes lose")
  func scores() async throws {
    let index = try await made(40)
    let query = "how many boats does keeper 12 count"
    let hits = try await index.search(query, options: SearchOptions(top: 40))
    #expect(hits.count == 40)
    let embeddings = try await embedder.encode(
      [query], options: EncodeOptions(outputs: .all, role: .query))
    let scorer = HybridScorer(weights: try embedder.standardWeights)
    for hit in hits {
      let text = hit.document.title.isEmpty ? hit.text : hit.document.title + " " + hit.text
      let fresh = try await embedder.encode(
        [text], options: EncodeOptions(outputs: .all, role: .passage))
      let parts = scorer.parts(embeddings[0], fresh[0])
      for kind in ScoreKind.allCases {
        let (own, other) = (try #require(hit.parts[kind]), try #require(parts[kind]))
        #expect(abs(own - other) < 0.02, "\(kind) of \(hit.document.id): \(own), \(other)")
      }
    }
    #expect(hits.map(\.score) == hits.map(\.score).sorted(by: >))
  }

  @Test(
    "finds by candidates what it finds among all passages", arguments: SearchMode.allCases)
  func candidates(mode: SearchMode) async throws {
    let index = try await made(60)
    for query in ["keeper 12", "harbour boats", "light"] {
      var options = SearchOptions(top: 10, mode: mode, candidates: 60)
      let some = try await index.search(query, options: options)
      options.isExhaustive = true
      let all = try await index.search(query, options: options)
      let scored = all.filter { mode != .sparse || $0.score > 0 }
      #expect(some.map(\.document.id) == scored.map(\.document.id))
      #expect(some.map(\.score) == scored.map(\.score))
    }
  }

  @Test("finds for each query of a batch what it finds alone", arguments: SearchMode.allCases)
  func batch(mode: SearchMode) async throws {
    let index = try await made(60)
    let queries = (0..<70).map { "keeper \($0 % 31) of the harbour" } + [""]
    for options in [
      SearchOptions(top: 5, mode: mode, candidates: 7),
      SearchOptions(top: 5, mode: mode, isExhaustive: true, perDocument: 1),
      SearchOptions(top: 50, offset: 2, mode: mode, filter: try Filter("lang is null")),
    ] {
      let together = try await index.searchBatch(queries, options: options)
      for (query, hits) in zip(queries, together) {
        #expect(try await index.search(query, options: options) == hits)
      }
    }
    #expect(try await index.searchBatch([]).isEmpty)
  }

  @Test("keeps vectors as numbers where it is asked to", arguments: [DenseCodec.float16, .float32])
  func numbers(codec: DenseCodec) async throws {
    let index = try Index.create(
      at: path, embedder: embedder,
      options: IndexOptions(denseCodec: codec, tokenCodec: .float16))
    try await index.add(Self.notes(0..<40))
    try await index.remove(["n3"])
    try await index.optimize()
    let query = "how many boats does keeper 12 count"
    let asked = try await embedder.encode(
      [query], options: EncodeOptions(outputs: .all, role: .query))[0]
    let scorer = HybridScorer(weights: try embedder.standardWeights)
    let hits = try await index.search(query, options: SearchOptions(top: 40, candidates: 10))
    #expect(hits.count >= 10)
    for hit in hits {
      let text = hit.document.title.isEmpty ? hit.text : hit.document.title + " " + hit.text
      let fresh = try await embedder.encode(
        [text], options: EncodeOptions(outputs: .all, role: .passage))[0]
      let parts = scorer.parts(asked, fresh)
      let (own, dense) = (try #require(hit.parts.dense), try #require(parts.dense))
      #expect(codec == .float32 ? own == dense : abs(own - dense) < 1e-3)
      #expect(
        abs(try #require(hit.parts.colbert) - (try #require(parts.colbert))) < 1e-3)
    }
    let best = try await index.search(query, options: SearchOptions(top: 5, mode: .dense))
    let all = try await index.search(
      query, options: SearchOptions(top: 5, mode: .dense, isExhaustive: true))
    #expect(best == all)
    #expect(try await index.verify().faults == [])
  }

  @Test("reads whole documents, and pools passages, where it is asked to")
  func wholes() async throws {
    let text = (0..<40).map { "The keeper of light \($0) counts boats." }.joined(separator: " ")
    let long = IndexedDocument(id: "long", title: "Harbour", text: text)
    let limit = embedder.maxLength
    for (options, passages) in [
      (IndexOptions(wholeDocuments: true), 1),
      (IndexOptions(passageTokens: 32, pooling: .late), 1), (IndexOptions(passageTokens: 32), 16),
    ] {
      let path = directory.path.appending("\(options.pooling) \(passages)")
      let index = try Index.create(at: path, embedder: embedder, options: options)
      try await index.add([long])
      let hits = try await index.search("boats", options: SearchOptions(top: 100))
      #expect(passages == 1 ? hits.count == 1 : hits.count > 10)
      let hit = try #require(hits.first)
      #expect(passages > 1 || hit.range == 0..<text.utf8.count)
      #expect(!options.wholeDocuments || hit.tokenCounts.used <= limit)
      #expect(try await index.verify().faults == [])
    }
  }

  @Test(
    "refuses texts that SQLite would cut, and keeps what is there",
    arguments: [("a\0b", "", "x"), ("a", "t\0", "x"), ("a", "", "x\0y")])
  func null(id: String, title: String, text: String) async throws {
    let index = try await made(2)
    await #expect(throws: IndexError.holdsNull(id: Identifier(id))) {
      try await index.add([
        IndexedDocument(id: "good", text: "fine"),
        IndexedDocument(id: Identifier(id), title: title, text: text),
      ])
    }
    #expect(try await index.statistics().documents == 2)
    #expect(try await index.verify().faults == [])
  }

  @Test("encodes nothing again that is there as it is")
  func unchanged() async throws {
    let index = try await made(5)
    let again = try await index.add(Self.notes(3..<8))
    #expect((again.unchanged, again.added, again.replaced) == (2, 3, 0))
    #expect(again.passages == 3)
  }

  @Test("replaces a document of which anything has changed, and the last of two counts")
  func replaced() async throws {
    let index = try await made(5)
    let changes = try await index.add([
      IndexedDocument(id: "n1", text: "first"),
      IndexedDocument(id: "n1", text: "a whale came by"),
      IndexedDocument(
        id: "n2", text: Self.notes(2..<3)[0].text, metadata: try Metadata(json: #"{"a": 1}"#)),
    ])
    #expect((changes.replaced, changes.added, changes.passages) == (2, 0, 2))
    let documents = try await index.get(["n1", "n2", "n9"])
    #expect(documents[0]?.text == "a whale came by")
    #expect(documents[1]?.metadata.json == #"{"a": 1}"#)
    #expect(documents[2] == nil)
    let hits = try await index.search("whale", options: SearchOptions(top: 20))
    #expect(hits.count == 5)
    #expect(try await index.verify().faults == [])
  }

  @Test("never finds what was deleted, nor after it is opened again")
  func removed() async throws {
    let index = try await made(20)
    let changes = try await index.remove(["n3", "n4", "unknown", "n3"])
    #expect(changes.removed == 2)
    let opened = try Index.open(path, embedder: embedder)
    for index in [index, opened] {
      let hits = try await index.search("keeper 3", options: SearchOptions(top: 100))
      #expect(hits.count == 18)
      #expect(!hits.contains { ["n3", "n4"].contains($0.document.id) })
    }
    let statistics = try await opened.statistics()
    #expect((statistics.documents, statistics.passages) == (18, 18))
    #expect(try await opened.verify().faults == [])
  }

  @Test("merges many small commits, and finds the same")
  func merges() async throws {
    let index = try Index.create(at: path, embedder: embedder)
    for note in Self.notes(0..<60) { try await index.add([note]) }
    try await index.remove(["n5"])
    let statistics = try await index.statistics()
    #expect(statistics.segments < 16)
    let options = SearchOptions(top: 59)
    let before = try await index.search("boats of keeper 7", options: options)
    try await index.optimize()
    let merged = try await index.statistics()
    #expect((merged.segments, merged.dead) == (1, 0))
    #expect(try await index.search("boats of keeper 7", options: options) == before)
    #expect(try await index.verify().faults == [])
    let whole = try Index.create(
      at: directory.path.appending("whole.trefoil"), embedder: embedder)
    try await whole.add(Self.notes(0..<5) + Self.notes(6..<60))
    #expect(
      try await whole.search("boats of keeper 7", options: options).map(\.document.id)
        == before.map(\.document.id))
  }

  @Test("cuts a long document into passages that know their place")
  func passages() async throws {
    let index = try Index.create(
      at: path, embedder: embedder, options: IndexOptions(passageTokens: 20))
    let text = (0..<30).map { "boat \($0) sails" }.joined(separator: " ")
    let changes = try await index.add([IndexedDocument(id: "long", title: "Boats", text: text)])
    #expect(changes.passages > 2)
    let hits = try await index.search("boat 29", options: SearchOptions(top: 100))
    #expect(hits.count == changes.passages)
    for hit in hits { #expect(hit.document.text.contains(hit.text)) }
    let single = try await index.search(
      "boat 29", options: SearchOptions(top: 100, perDocument: 1))
    #expect(single.map(\.score) == [hits[0].score])
  }

  @Test("pages through its hits, and leaves out those below a score")
  func pages() async throws {
    let index = try await made(30)
    let all = try await index.search("boats", options: SearchOptions(top: 30))
    let second = try await index.search("boats", options: SearchOptions(top: 10, offset: 10))
    #expect(second == Array(all[10..<20]))
    let good = try await index.search(
      "boats", options: SearchOptions(top: 30, minScore: all[4].score))
    #expect(good.allSatisfy { $0.score >= all[4].score })
    #expect(good.count >= 5)
    #expect(try await index.search("boats", options: SearchOptions(offset: 99)) == [])
  }

  @Test("finds with a filter as many passages as there are, and deletes by one")
  func filters() async throws {
    let index = try Index.create(at: path, embedder: embedder)
    try await index.add(
      try (0..<300).map {
        IndexedDocument(
          id: "n\($0)", text: "the keeper of light \($0) counts boats",
          metadata: try Metadata(
            json: #"{"year": \#($0), "lang": "\#($0 % 2 == 0 ? "de" : "en")"}"#))
      })
    let filter = try Filter("lang = 'de' and year >= 290")
    for mode in [SearchMode.dense, .colbert, .hybrid] {
      let hits = try await index.search(
        "keeper 3", options: SearchOptions(top: 50, mode: mode, candidates: 1, filter: filter))
      #expect(Set(hits.map(\.document.id)) == ["n290", "n292", "n294", "n296", "n298"])
    }
    let changes = try await index.remove(filter)
    #expect(changes.removed == 5)
    let rest = try await index.search("keeper", options: SearchOptions(filter: filter))
    #expect(rest == [])
    #expect(try await index.verify().faults == [])
  }

  @Test("explains a hit from what it keeps, as a fresh explanation has it")
  func explanations() async throws {
    let index = try await made(6)
    let query = "how many boats"
    for hit in try await index.search(query) {
      let own = try #require(try await index.explain(hit, query: query))
      let fresh = try await embedder.explain(
        query: query, passage: Document.content(title: hit.document.title, text: hit.text))
      #expect(own.passage == fresh.passage)
      #expect(abs(own.score - fresh.score) < 0.01)
      #expect(own.sharedTokens?.map(\.tokenID) == fresh.sharedTokens?.map(\.tokenID))
    }
  }

  @Test("takes embeddings that are known, and refuses those of other dimensions")
  func embedded() async throws {
    let index = try Index.create(at: path, embedder: embedder)
    let notes = Self.notes(0..<10)
    let embeddings = try await embedder.encode(
      notes.map { Document.content(title: $0.title, text: $0.text) },
      options: EncodeOptions(outputs: .all, role: .passage))
    try await index.add(
      embedded: zip(notes, embeddings).map { EmbeddedDocument(document: $0, embedding: $1) })
    let hits = try await index.search("boats")
    let other = try Index.create(
      at: directory.path.appending("other.trefoil"), embedder: embedder)
    try await other.add(notes)
    #expect(try await other.search("boats").map(\.score) == hits.map(\.score))
    let short = Embedding(
      dense: [1], lexicalWeights: LexicalWeights([]), tokenVectors: nil,
      tokenCounts: TokenCounts(seen: 2, used: 2))
    await #expect(throws: IndexError.unfit(id: "x", output: .dense)) {
      try await index.add(embedded: [
        EmbeddedDocument(document: IndexedDocument(id: "x", text: ""), embedding: short)
      ])
    }
  }

  @Test("is copied whole while it is written to, and repaired from its texts")
  func copies() async throws {
    let index = try await made(12)
    let copy = directory.path.appending("copy.trefoil")
    try await index.snapshot(to: copy)
    try await index.remove(["n1"])
    let opened = try Index.open(copy, embedder: embedder)
    #expect(try await opened.statistics().documents == 12)
    #expect(try await opened.verify().faults == [])
    await #expect(throws: IndexError.exists(path: copy)) { try await index.snapshot(to: copy) }
    let before = try await opened.search("boats", options: SearchOptions(top: 12))
    for name in try FileManager.default.contentsOfDirectory(
      atPath: copy.appending("segments").string)
    {
      try FileManager.default.removeItem(
        atPath: copy.appending("segments").appending(name).string)
    }
    let damaged = try Index.open(copy, embedder: embedder)
    let repair = try await damaged.repair()
    #expect((repair.lost.count, repair.reencoded) == (12, true))
    #expect(try await damaged.verify().faults == [])
    #expect(
      try await damaged.search("boats", options: SearchOptions(top: 12)).map(\.score)
        == before.map(\.score))
  }

  @Test("keeps what was asked for alone, and says what it lacks")
  func outputs() async throws {
    let index = try Index.create(
      at: path, embedder: embedder, options: IndexOptions(outputs: [.dense, .sparse]))
    try await index.add(Self.notes(0..<8))
    let hits = try await index.search("keeper")
    #expect(hits[0].parts.colbert == nil)
    await #expect(throws: IndexError.missingOutput(.colbert)) {
      try await index.search("keeper", options: SearchOptions(mode: .colbert))
    }
  }

  @Test("is refused where it is not, where something else is, and with another model")
  func refusals() async throws {
    #expect(throws: IndexError.missing(path: path)) { try Index.open(path) }
    _ = try await made(2)
    #expect(throws: IndexError.exists(path: path)) {
      try Index.create(at: path, embedder: embedder)
    }
    let other = try Embedder(
      model: embedder.model,
      options: EmbedderOptions(threads: 1, passageInstruction: "passage: "))
    #expect(throws: IndexError.otherModel(path: path, model: embedder.model.path.string)) {
      try Index.open(path, embedder: other)
    }
    let file = try directory.write("text", to: "file")
    #expect(throws: IndexError.notAnIndex(path: file, reason: "it is no directory")) {
      try Index.open(file)
    }
    await #expect(throws: IndexError.noModel) { try await Index.open(path).search("x") }
    await #expect(throws: IndexError.emptyID) {
      try await Index.open(path, embedder: embedder).add([IndexedDocument(id: "", text: "x")])
    }
  }

  @Test("gives each reader the state of one commit while a writer goes on")
  func readers() async throws {
    let index = try await made(8)
    // Each commit swaps all eight documents, so a search must find eight of one round.
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 1..<8 {
          try await index.add(
            (0..<8).map { IndexedDocument(id: "n\($0)", text: "round \(round) boat \($0)") })
        }
      }
      for _ in 0..<3 {
        let reader = try Index.open(path, embedder: embedder)
        group.addTask {
          for _ in 0..<20 {
            let hits = try await reader.search("boat", options: SearchOptions(top: 100))
            let rounds = Set(hits.map { $0.document.text.split(separator: " ")[1] })
            #expect(hits.count == 8)
            #expect(rounds.count == 1 || hits[0].document.text.hasPrefix("the keeper"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await index.verify().faults == [])
  }
}
