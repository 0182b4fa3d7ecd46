import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilEvaluation
import TrefoilIndex
import TrefoilTesting

@Suite("An index of a released format")
struct IndexFormatTests {
  /// What lies in an index of the fixtures.
  private struct Contents: Decodable {
    struct Hit: Decodable {
      let id: String
      let score: Float
    }

    let deleted: String
    let found: [String: [Hit]]
  }

  private static let formats = [1]
  private static let names = ["standard", "codecs"]

  @Test("is opened, checked, searched and changed", arguments: formats, names)
  func reads(format: Int, name: String) async throws {
    let folder = Folders.fixtures.appending("index-formats").appending("\(format)")
    let json = try Data(contentsOf: URL(fileURLWithPath: folder.appending("contents.json").string))
    let contents = try #require(try JSONDecoder().decode([String: Contents].self, from: json)[name])
    // What is under version control is left as it is.
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("copy.trefoil")
    try FileManager.default.copyItem(
      atPath: folder.appending("\(name).trefoil").string, toPath: path.string)

    let index = try Index.open(path, embedder: try TinyCollection.embedder())
    #expect(try await index.verify().faults == [])
    let passages = try TinyCollection.dataset().passages
    let kept = try await index.get(passages.map(\.id))
    for (passage, document) in zip(passages, kept) {
      guard passage.id.text != contents.deleted else {
        #expect(document == nil)
        continue
      }
      #expect(document?.text == passage.text && document?.title == passage.title)
    }
    for (query, expected) in contents.found {
      let hits = try await index.search(query, options: SearchOptions(isExhaustive: true))
      #expect(hits.map(\.document.id.text) == expected.map(\.id))
      for (hit, expected) in zip(hits, expected) { #expect(abs(hit.score - expected.score) < 1e-3) }
    }
    try await index.add([IndexedDocument(id: "new", text: "A lamp is lit.")])
    try await index.optimize()
    #expect(try await index.verify().faults == [])
    #expect(try await index.statistics().documents == passages.count)
  }
}
