import Foundation
import Testing
import TrefoilTesting

@Suite("encode", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct EncodeTests {
  @Test("writes a line a text, in order, with only the outputs asked for")
  func lines() async throws {
    let result = try await CommandProcess(
      ["encode", "--outputs", "dense,sparse,colbert"],
      input: "the longest of these texts\n\nshort\r\nlast".utf8
    ).run()
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let objects = try result.objects
    #expect(objects.map { $0["id"] as? String } == ["1", "2", "3", "4"])
    for object in objects {
      let used = try #require(object["tokens_used"] as? Int)
      #expect(object["tokens_seen"] as? Int == used)
      #expect((object["colbert_vecs"] as? [[Double]])?.count == used - 1)
      let dense = try #require(object["dense_vecs"] as? [Double])
      #expect(abs(dense.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
      let weights = try #require(object["lexical_weights"] as? [String: Double])
      #expect(weights.allSatisfy { Int($0.key) != nil && $0.value > 0 })
    }
    #expect(objects[1]["tokens_used"] as? Int == 2)
    #expect((objects[1]["lexical_weights"] as? [String: Double])?.isEmpty == true)
    let sparse = try await CommandProcess(
      ["encode", "--outputs", "sparse", "--text", "a", "--text", ""]
    ).run().objects
    #expect(
      sparse.map { $0.keys.sorted() }
        == Array(repeating: ["id", "lexical_weights", "tokens_seen", "tokens_used"], count: 2))
  }

  @Test("gives a text the same vectors from every format, as lines and as files")
  func formats() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("\u{FEFF}a 潮\nb\n", to: "a.txt")
    try folder.write("x\ta 潮\ny\tb\n", to: "a.tsv")
    try folder.write(
      "{\"text\":\"a \\u6f6e\",\"id\":\"x\"}\n{\"_id\":2,\"text\":\"b\"}\n", to: "a.jsonl")
    var vectors: [[[Double]]] = []
    for name in ["a.txt", "a.tsv", "a.jsonl"] {
      let result = try await CommandProcess(["encode", name], folder: folder).run()
      #expect(result.status == 0)
      vectors.append(try result.objects.compactMap { $0["dense_vecs"] as? [Double] })
    }
    #expect(vectors[0].count == 2)
    #expect(vectors[0] == vectors[1] && vectors[1] == vectors[2])

    for name in ["o.npy", "o.safetensors", "o.jsonl"] {
      let result = try await CommandProcess(["encode", "a.tsv", "-o", name], folder: folder).run()
      #expect(result.status == 0)
      #expect(result.output.isEmpty && result.errors.isEmpty)
    }
    #expect(folder.names.filter { $0.hasPrefix(".") }.isEmpty)
    let expected = vectors[0].joined().flatMap { value in
      withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { Array($0) }
    }
    #expect(try Array(folder.read("o.npy").suffix(expected.count)) == expected)
    #expect(try folder.read("o.npy").count % 64 == expected.count % 64)
    #expect(Data(try folder.read("o.safetensors")).range(of: Data(expected)) != nil)
    let lines = try await CommandProcess(["encode", "a.tsv"], folder: folder).run()
    #expect(try Array(lines.output.utf8) == folder.read("o.jsonl"))
  }

  @Test("of no texts writes nothing, and says so")
  func empty() async throws {
    let folder = try TemporaryDirectory()
    let result = try await CommandProcess(["encode", "-"], folder: folder).run()
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("no texts"))
    let quiet = try await CommandProcess(["encode", "-q", "-o", "a.npy"], folder: folder).run()
    #expect(quiet.status == 0 && quiet.errors.isEmpty)
    #expect(folder.names == ["a.npy"])
  }

  @Test("cuts dimensions, and tells once how many texts were cut")
  func limits() async throws {
    let result = try await CommandProcess(
      ["encode", "--dimensions", "3", "--max-length", "4"],
      input: "one two three four five six\na\none two three four five six seven\n".utf8
    ).run()
    let objects = try result.objects
    #expect(objects.map { ($0["dense_vecs"] as? [Double])?.count } == [3, 3, 3])
    #expect(objects.map { $0["tokens_used"] as? Int } == [4, objects[1]["tokens_seen"] as? Int, 4])
    #expect(try #require(objects[0]["tokens_seen"] as? Int) > 4)
    #expect(result.errors.contains("2 texts were cut to 4 tokens (“1”, “3”)"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("refuses a text over the limit by its line, if told to, or leaves it out")
  func truncationError() async throws {
    let arguments = ["encode", "--max-length", "4", "--truncation", "error"]
    let input = "a\none two three four five six\nb\n".utf8
    let result = try await CommandProcess(arguments, input: input).run()
    #expect(result.status == 65)
    #expect(result.errors.contains("line 2") && result.errors.contains("the limit is 4"))
    let skipping = try await CommandProcess(arguments + ["--skip-bad-lines"], input: input).run()
    #expect(skipping.status == 0)
    #expect(try skipping.objects.map { $0["id"] as? String } == ["1", "3"])
    #expect(skipping.errors.contains("skipped 1 bad line"))
  }

  @Test("refuses options that the model can't serve", arguments: ["--dimensions", "--max-length"])
  func outOfRange(option: String) async throws {
    let folder = try TemporaryDirectory()
    let result = try await CommandProcess(
      ["encode", option, "1000000", "-o", "a.npy"], folder: folder
    ).run()
    #expect(result.status == 64)
    #expect(result.errors.contains("1000000"))
    #expect(folder.names.isEmpty)
  }

  @Test("names the file that an output needs and the model lacks")
  func missingHead() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "sparse_linear", in: folder)
    let result = try await CommandProcess(
      ["encode", "--model", model, "--outputs", "dense,sparse", "--text", "a"]
    ).run()
    #expect(result.status == 69)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("sparse_linear.pt"))
  }

  @Test("reads a line of ten megabytes")
  func longLine() async throws {
    let line = String(repeating: "word ", count: 2_000_000)
    let result = try await CommandProcess(
      ["encode", "--max-length", "16", "--dimensions", "2"], input: (line + "\nb").utf8
    ).run()
    #expect(result.status == 0)
    let objects = try result.objects
    #expect(objects.count == 2)
    #expect(try #require(objects[0]["tokens_seen"] as? Int) > 1_000_000)
    #expect(objects[0]["tokens_used"] as? Int == 16)
  }

  @Test("reads several files one after the other, and counts the lines on")
  func severalFiles() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("a\nb\n", to: "1.txt")
    try folder.write("c\n", to: "2.txt")
    let result = try await CommandProcess(["encode", "1.txt", "2.txt"], folder: folder).run()
    #expect(try result.objects.map { $0["id"] as? String } == ["1", "2", "3"])
    let missing = try await CommandProcess(["encode", "1.txt", "no.txt"], folder: folder).run()
    #expect(missing.status == 66 && missing.output.isEmpty)
    try folder.write("c\0\n", to: "2.txt")
    let bad = try await CommandProcess(["encode", "1.txt", "2.txt"], folder: folder).run()
    #expect(bad.status == 65 && bad.errors.contains("2.txt, line 1"))
  }

  @Test("puts a model's passage instruction before texts, unless told otherwise, and says so")
  func instructions() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "config_sentence_transformers.json", in: folder)
    try folder.write(
      #"{"prompts": {"query": "query: ", "passage": "passage: "}}"#,
      to: "model/config_sentence_transformers.json")
    func run(_ arguments: [String]) async throws -> CommandProcess.Result {
      try await CommandProcess(["encode", "--model", model, "--text"] + arguments).run()
    }
    let standard = try await run(["a"])
    #expect(standard.errors.contains("encoded as passages"))
    #expect(try await run(["a", "--as", "passage"]).output == standard.output)
    let plain = try await run(["passage: a", "--as", "none"])
    #expect(plain.errors.contains("--as none uses no instruction"))
    let vectors = try [standard, plain].map { try $0.objects[0]["dense_vecs"] as? [Double] }
    #expect(vectors[0] == vectors[1])
    #expect(try await run(["a", "--as", "query"]).errors.isEmpty)
  }
}
