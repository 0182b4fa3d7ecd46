import Testing
import Trefoil
import TrefoilIndex
import TrefoilTesting

@Suite("A document's metadata")
struct MetadataTests {
  @Test("are an object of JSON, kept with all its digits")
  func object() throws {
    let json = #"{"n": 12345678901234567890, "s": "a\\\"{[", "list": [1, {"x": null}]}"#
    #expect(try Metadata(json: json).json == json)
    #expect(try Metadata(json: "\u{feff} {}").json == "{}")
  }

  @Test(
    "that are no object are refused",
    arguments: ["", "[]", "1", "{", #"{"a": }"#, #"{"a": 1} x"#, "null"])
  func refused(json: String) {
    #expect(throws: IndexError.self) { try Metadata(json: json) }
  }

  @Test("may be nested a thousand deep, and no deeper, so that a filter can read all of them")
  func depth() async throws {
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    }
    #expect(throws: IndexError.self) { try Metadata(json: nested(1_001)) }
    let directory = try TemporaryDirectory()
    let index = try Index.create(
      at: directory.path.appending("deep.trefoil"), embedder: try TinyCollection.embedder())
    try await index.add([
      IndexedDocument(id: "deep", text: "boat", metadata: try Metadata(json: nested(1_000))),
      IndexedDocument(id: "flat", text: "boat", metadata: try Metadata(json: #"{"b": 1}"#)),
    ])
    let hits = try await index.search(
      "boat", options: SearchOptions(filter: try Filter("b = 1")))
    #expect(hits.map(\.document.id) == ["flat"])
  }
}
