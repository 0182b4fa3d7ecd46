import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilIndex
import TrefoilTesting

@Suite("An index")
struct LargeDocumentTests {
  private let folder: TemporaryDirectory
  private let index: Index

  init() throws {
    folder = try TemporaryDirectory()
    index = try Index.create(
      at: folder.path.appending("notes.trefoil"), embedder: try TinyCollection.embedder())
  }

  @Test("keeps a document of 10 MB, and finds it")
  func text() async throws {
    let text = String(repeating: "the keeper counts boats. ", count: 400_000)
    #expect(text.utf8.count == 10_000_000)
    try await index.add(embedded: [
      EmbeddedDocument(
        document: IndexedDocument(id: "long", text: text),
        embedding: PlainEmbeddings.embedding("boats", index.configuration))
    ])
    let hits = try await index.search(PlainEmbeddings.embedding("boats", index.configuration))
    #expect(hits.map(\.document.id) == ["long"])
    #expect(hits.first?.text.utf8.count == 10_000_000)
    #expect(try await index.verify().faults == [])
  }

  @Test("keeps 100,000 fields of metadata, and filters by each of them")
  func fields() async throws {
    let fields = (0..<100_000).map { #""f\#($0)": \#($0)"# }
    let metadata = try Metadata(json: "{" + fields.joined(separator: ", ") + "}")
    try await index.add(
      embedded: ["many", "few"].map { id in
        EmbeddedDocument(
          document: IndexedDocument(
            id: Identifier(id), text: "boat",
            metadata: id == "many" ? metadata : .none),
          embedding: PlainEmbeddings.embedding("boat", index.configuration))
      })
    for filter in ["f0 = 0", "f99999 = 99999", "f50000 > 49999 and f7 < 8"] {
      let hits = try await index.search(
        PlainEmbeddings.embedding("boat", index.configuration),
        options: SearchOptions(filter: try Filter(filter)))
      #expect(hits.map(\.document.id) == ["many"], "\(filter)")
    }
    let none = try await index.remove(try Filter("f99999 = 99998"))
    #expect(none.removed == 0)
    #expect(try await index.get(["many"])[0]?.metadata.json == metadata.json)
    #expect(try await index.verify().faults == [])
  }

  @Test(
    "takes no filter for SQL",
    arguments: [
      "lang = 'x''; DROP TABLE document; --'", "lang = 'de'' or ''1'' = ''1'",
      "lang in ('x'') or (1=1', 'y')", "lang like '%'' or 1=1 --%'",
      "lang contains '\"]) or 1 --'",
    ])
  func injection(filter: String) async throws {
    try await index.add([
      IndexedDocument(id: "a", text: "boat", metadata: try Metadata(json: #"{"lang": "de"}"#))
    ])
    #expect(try await index.remove(try Filter(filter)).removed == 0)
    #expect(try await index.statistics().documents == 1)
    #expect(try await index.verify().faults == [])
  }

  @Test(
    "refuses a filter that would leave its text",
    arguments: [
      "lang = 'de'; DROP TABLE document", "1=1", "lang = 'de' --", "lang = (select id)",
      "lang' = 'de'", "\"lang\" = 'de' union select 1", "randomblob(1000000000) = 1",
    ])
  func refused(filter: String) {
    #expect(throws: FilterError.self) { try Filter(filter) }
  }
}
