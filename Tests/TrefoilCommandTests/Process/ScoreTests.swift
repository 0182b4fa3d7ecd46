import Foundation
import Testing
import TrefoilTesting

@Suite(
  "score, tokenize and info",
  .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct ScoreTests {
  @Test("score gives FlagEmbedding's five scores")
  func five() async throws {
    let result = try await CommandProcess(
      ["score", "the moon", "the moon", "--weights", "0.4,0.2,0.4", "--json"]
    ).run()
    #expect(result.status == 0)
    let object = try #require(try result.objects.first)
    let keys = ["dense", "sparse", "colbert", "sparse+dense", "colbert+sparse+dense"]
    let counts = ["query", "passage"].flatMap { ["\($0)_tokens_seen", "\($0)_tokens_used"] }
    #expect(object.keys.sorted() == (keys + counts).sorted())
    for count in counts { #expect(try #require(object[count] as? Int) > 2) }
    let scores = try keys.map { try #require(object[$0] as? Double) }
    #expect(abs(scores[0] - 1) < 1e-5 && abs(scores[2] - 1) < 1e-5)
    #expect(abs(scores[3] - (0.2 * scores[1] + 0.4 * scores[0]) / 0.6) < 1e-5)
    #expect(abs(scores[4] - (0.2 * scores[1] + 0.4 * scores[0] + 0.4 * scores[2])) < 1e-5)
    let table = try await CommandProcess(["score", "the moon", "the moon"]).run()
    #expect(table.output.contains("colbert+sparse+dense"))
    #expect(table.output.contains("1.0000"))
  }

  @Test("score shows a score that the model can't give as null")
  func missing() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "sparse_linear", in: folder)
    let result = try await CommandProcess(["score", "a", "b", "--json", "--model", model]).run()
    #expect(result.status == 0)
    let object = try #require(try result.objects.first)
    #expect(object["sparse"] is NSNull)
    #expect(object["dense"] is NSNumber)
  }

  @Test("tokenize shows each token and where it stands in the text")
  func tokenize() async throws {
    let text = "The moon, 潮 pulls"
    let result = try await CommandProcess(["tokenize", "--json"], input: (text + "\n\n").utf8).run()
    #expect(result.status == 0)
    let objects = try result.objects
    #expect(objects.map { $0["id"] as? String } == ["1", "2"])
    let ids = try #require(objects[0]["ids"] as? [Int])
    let tokens = try #require(objects[0]["tokens"] as? [String])
    let ranges = try #require(objects[0]["ranges"] as? [[Int]])
    #expect(ids.first == 0 && ids.last == 2)
    #expect(tokens.first == "<s>" && tokens.last == "</s>")
    #expect(ids.count == tokens.count && ids.count == ranges.count)
    let end = text.utf8.count
    #expect(ranges.allSatisfy { $0.count == 2 && 0 <= $0[0] && $0[0] <= $0[1] && $0[1] <= end })
    #expect(objects[1]["ids"] as? [Int] == [0, 2])
    let plain = try await CommandProcess(["tokenize", "--text", text]).run()
    #expect(plain.output == tokens.joined(separator: " ") + "\n")
  }

  @Test("tokenize needs the tokenizer's file alone")
  func tokenizerAlone() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "linear", in: folder)
    for name in ["config.json", "model.safetensors", "pytorch_model.bin"] {
      try? FileManager.default.removeItem(atPath: model + "/" + name)
    }
    let result = try await CommandProcess(["tokenize", "--text", "a", "--model", model]).run()
    #expect(result.status == 0)
  }

  @Test(
    "tokenize names a link of the model that leads to nothing, as encode does",
    arguments: ["tokenizer_config.json", "sentence_bert_config.json"])
  func danglingLink(name: String) async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: name, in: folder)
    try FileManager.default.createSymbolicLink(
      atPath: model + "/" + name, withDestinationPath: "nowhere")
    for command in ["tokenize", "encode"] {
      let result = try await CommandProcess([command, "--text", "a", "--model", model]).run()
      #expect(result.status == 69 && result.errors.contains("is a link to “nowhere”"))
    }
  }

  @Test("info describes the model")
  func info() async throws {
    let result = try await CommandProcess(["info", "--json"]).run()
    #expect(result.status == 0)
    let object = try #require(try result.objects.first)
    #expect(object["architecture"] as? String == "xlm-roberta")
    #expect(object["outputs"] as? [String] == ["dense", "sparse", "colbert"])
    for key in ["layers", "hidden", "heads", "max_length", "parameters", "weight_bytes"] {
      #expect(try #require(object[key] as? Int) > 0)
    }
    let table = try await CommandProcess(["info"]).run()
    #expect(table.output.contains("xlm-roberta"))
    #expect(table.output.contains("dense,sparse,colbert"))
  }

  @Test("and explain take texts by their ids in files", arguments: ["score", "explain"])
  func ids(command: String) async throws {
    let folder = try TemporaryDirectory()
    try folder.write("q0\tbread\nq1\thow do tides work\n", to: "q.tsv")
    try folder.write(#"{"id": "p7", "text": "The moon pulls."}"# + "\n", to: "p.jsonl")
    let named = try await CommandProcess(
      [command, "q1", "p7", "--queries", "q.tsv", "--passages", "p.jsonl"], folder: folder
    ).run()
    let given = try await CommandProcess(
      [command, "how do tides work", "The moon pulls."], folder: folder
    ).run()
    #expect(named.status == 0 && named.output == given.output)
    let unknown = try await CommandProcess(
      [command, "q2", "p7", "--queries", "q.tsv", "--passages", "p.jsonl"], folder: folder
    ).run()
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("“q.tsv” has no text with the id “q2”"))
  }
}
