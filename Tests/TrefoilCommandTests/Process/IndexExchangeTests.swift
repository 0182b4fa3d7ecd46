import Foundation
import Testing
import TrefoilTesting

@Suite(
  "The index's commands that read and write files",
  .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct IndexExchangeTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    let lines = (0..<30).map { place in
      #"{"id":"n\#(place)","title":"Harbour","text":"the keeper counts \#(place) boats. "#
        + String(repeating: "A boat sails. ", count: place % 5)
        + #"","metadata":{"year":\#(1990 + place),"big":12345678901234567890123,"x":1.50}}"#
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "notes.jsonl")
  }

  private func run(_ script: String, status: Int32 = 0) async throws -> CommandProcess.Result {
    let result = try await CommandProcess(shell: script, folder: folder).run()
    #expect(result.status == status, "\(script): \(result.errors)")
    return result
  }

  @Test("write documents byte for byte as they were added, to a file or standard output")
  func documents() async throws {
    _ = try await run("$TREFOIL index add a.trefoil notes.jsonl --passage-tokens 24")
    _ = try await run("$TREFOIL index export a.trefoil out.jsonl")
    #expect(try folder.read("out.jsonl") == folder.read("notes.jsonl"))
    let some = try await run("$TREFOIL index export a.trefoil --filter 'year >= 2018'")
    #expect(try some.objects.map { $0["id"] as? String } == ["n28", "n29"])
    let missing = try await run("$TREFOIL index export a.trefoil --id n2 --id no", status: 65)
    #expect(try missing.objects.count == 1)
    #expect(missing.errors.contains("“no”"))
    let again = try await run("$TREFOIL index add a.trefoil out.jsonl")
    #expect(again.output == "30 unchanged; 0 passages encoded\n")
  }

  @Test("take back what they wrote of embeddings", arguments: ["jsonl", "safetensors"])
  func roundTrip(ending: String) async throws {
    _ = try await run("$TREFOIL index add a.trefoil notes.jsonl --passage-tokens 24")
    _ = try await run("$TREFOIL index export a.trefoil a.\(ending) --embeddings")
    let result = try await run(
      "$TREFOIL index import b.trefoil a.\(ending) --passage-tokens 24 --json")
    #expect(try result.objects[0]["added"] as? Int == 30)
    _ = try await run("$TREFOIL index verify b.trefoil")
    let found = try await run(
      "for i in a b; do $TREFOIL search $i.trefoil 'keeper of 7 boats' --top 40 --json > $i.hits; done"
    )
    #expect(found.status == 0)
    let hits = try ["a.hits", "b.hits"].map { try self.hits($0) }
    #expect(hits[0].count > 20)
    #expect(Set(hits[0].map(\.0)) == Set(hits[1].map(\.0)))
    for (one, other) in zip(hits[0], hits[1]) { #expect(abs(one.1 - other.1) < 1e-3) }
    // What the second gives away again is the same up to the last digit.
    _ = try await run("$TREFOIL index export b.trefoil b.\(ending) --embeddings")
    #expect(try folder.read("b.\(ending)").count > 1_000)
    _ = try await run("$TREFOIL index export b.trefoil | cmp - notes.jsonl")
    let again = try await run("$TREFOIL index import b.trefoil a.\(ending)")
    #expect(again.output == "30 unchanged; 0 passages imported\n")
    let other = try await run(
      "$TREFOIL index import c.trefoil a.\(ending) --passage-instruction x:", status: 69)
    #expect(other.errors.contains("another model"))
  }

  private func hits(_ name: String) throws -> [(String, Double)] {
    let object = try JSONSerialization.jsonObject(with: Data(try folder.read(name)))
    let hits = (object as? [String: Any])?["hits"] as? [[String: Any]] ?? []
    return hits.map { ("\($0["id"] ?? "") \($0["range"] ?? "")", $0["score"] as? Double ?? 0) }
  }

  @Test("take what encode writes, with its documents", arguments: ["jsonl", "safetensors"])
  func encoded(ending: String) async throws {
    _ = try await run(
      "$TREFOIL encode notes.jsonl --outputs dense,sparse,colbert -o e.\(ending)")
    let bare = try await run("$TREFOIL index import a.trefoil e.\(ending)", status: 65)
    #expect(bare.errors.contains("--documents"))
    let result = try await run(
      "$TREFOIL index import a.trefoil e.\(ending) --documents notes.jsonl")
    #expect(result.output == "30 added; 30 passages imported\n")
    _ = try await run("$TREFOIL index verify a.trefoil")
    _ = try await run("$TREFOIL index export a.trefoil | cmp - notes.jsonl")
  }

  @Test("encode anew, say what they did, and go on after they were killed")
  func reencode() async throws {
    _ = try await run("$TREFOIL index add a.trefoil notes.jsonl")
    let same = try await run("$TREFOIL index reencode a.trefoil", status: 64)
    #expect(same.errors.contains("choose another model"))
    let result = try await run(
      "$TREFOIL index reencode a.trefoil --passage-tokens 24 --keep old.trefoil --json")
    #expect(try result.objects[0]["documents"] as? Int == 30)
    #expect(folder.names.filter { $0.hasPrefix("a.") } == ["a.trefoil"])
    for name in ["a", "old"] {
      _ = try await run("$TREFOIL index verify \(name).trefoil")
      _ = try await run("$TREFOIL index export \(name).trefoil | cmp - notes.jsonl")
    }
    // Killed at some moments, it leaves an index that is whole, and ends when it is called again.
    let many = (0..<3_000).map { #"{"id":"m\#($0)","text":"boat \#($0) of many boats"}"# }
    try folder.write(many.joined(separator: "\n"), to: "many.jsonl")
    _ = try await run("$TREFOIL index add a.trefoil many.jsonl")
    for delay in ["0.3", "0.6", "0.9"] {
      _ = try await CommandProcess(
        shell:
          "timeout -s KILL \(delay) $TREFOIL index reencode a.trefoil --passage-instruction x:",
        folder: folder
      ).run()
      _ = try await run("$TREFOIL index verify a.trefoil")
    }
    _ = try await CommandProcess(
      shell: "$TREFOIL index reencode a.trefoil --passage-instruction x:", folder: folder
    ).run()
    let ended = try await run(
      "$TREFOIL index reencode a.trefoil --passage-instruction x:", status: 64)
    #expect(ended.errors.contains("choose another model"))
    _ = try await run("$TREFOIL index verify a.trefoil")
    let found = try await run("$TREFOIL index stats a.trefoil --json")
    #expect(try found.objects[0]["documents"] as? Int == 3_030)
    #expect(folder.names.filter { $0.hasPrefix("a.") || $0.hasPrefix(".") } == ["a.trefoil"])
  }

  @Test("take whole documents, and say which were cut")
  func wholeDocuments() async throws {
    let text = String(repeating: "boats sail and keepers count them ", count: 400)
    try folder.write(#"{"id":"long","text":"\#(text)"}"#, to: "long.jsonl")
    let result = try await run(
      "$TREFOIL index add a.trefoil long.jsonl notes.jsonl --whole-documents")
    #expect(result.output == "31 added; 31 passages encoded\n")
    #expect(result.errors.contains("1 document was cut"))
    let cut = try await run("$TREFOIL index add b.trefoil notes.jsonl")
    #expect(!cut.errors.contains("cut"))
    let refused = try await run(
      "$TREFOIL index add b.trefoil notes.jsonl --whole-documents", status: 64)
    #expect(refused.errors.contains("--whole-documents"))
  }
}
