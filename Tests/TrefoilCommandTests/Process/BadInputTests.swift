import Foundation
import Testing
import TrefoilTesting

@Suite("Bad input", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct BadInputTests {
  private static let texts =
    Array("good\n".utf8) + [0x62, 0xFF, 0x0A] + Array("go\0od\nend\n".utf8)

  @Test("that is not UTF-8 ends with 65 and names file, line and byte")
  func notUTF8() async throws {
    let folder = try TemporaryDirectory()
    try folder.write(Self.texts, to: "texts.txt")
    for command in ["encode", "tokenize"] {
      let result = try await CommandProcess([command, "texts.txt"], folder: folder).run()
      #expect(result.status == 65)
      #expect(result.output.isEmpty)
      #expect(result.errors.contains("texts.txt, line 2: byte 1 (0xFF) is not UTF-8"))
    }
    let rerank = try await CommandProcess(
      ["rerank", "--query", "q", "texts.txt"], folder: folder
    ).run()
    #expect(rerank.status == 65)
  }

  @Test("that is an argument and not UTF-8 ends with 64, and loses no byte")
  func arguments() async throws {
    let result = try await CommandProcess(
      shell: "$TREFOIL score \"$(printf 'caf\\351')\" bread", folder: TemporaryDirectory()
    ).run()
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("Argument 2 is not UTF-8"))
  }

  @Test("with NUL names the line")
  func nul() async throws {
    let result = try await CommandProcess(["encode"], input: "a\nb\0\n".utf8).run()
    #expect(result.status == 65)
    #expect(result.errors.contains("standard input, line 2: byte 1 is NUL"))
  }

  @Test("is left out and counted, if that is asked for")
  func skipping() async throws {
    let result = try await CommandProcess(["encode", "--skip-bad-lines"], input: Self.texts).run()
    #expect(result.status == 0)
    #expect(try result.objects.map { $0["id"] as? String } == ["1", "4"])
    #expect(result.errors.contains("line 2") && result.errors.contains("line 3"))
    #expect(result.errors.contains("skipped 2 bad lines"))
    let rerank = try await CommandProcess(
      ["rerank", "--query", "q", "--json", "--skip-bad-lines"], input: Self.texts
    ).run()
    #expect(rerank.status == 0)
    #expect((try rerank.objects[0]["passages"] as? [Any])?.count == 2)
  }

  @Test("of JSONL and TSV says what the line lacks")
  func malformed() async throws {
    for (name, text, expected) in [
      ("a.jsonl", "{\"text\":\"a\"}\n{\"text\":\n", "line 2: this is not a JSON object"),
      ("b.jsonl", "{\"id\":\"a\"}\n", "line 1: the object has no “text”"),
      ("c.jsonl", "{\"text\":[1]}\n", "line 1: “text” is not a string"),
      ("d.tsv", "a\tb\n\nc\n", "line 3: there is no tab"),
    ] {
      let folder = try TemporaryDirectory()
      try folder.write(text, to: name)
      let result = try await CommandProcess(["encode", name], folder: folder).run()
      #expect(result.status == 65)
      #expect(result.errors.contains("\(name), \(expected)"))
      let skipping = try await CommandProcess(
        ["encode", name, "--skip-bad-lines"], folder: folder
      ).run()
      #expect(skipping.status == 0)
      #expect(skipping.errors.contains("skipped 1 bad line"))
    }
  }

  @Test("that is missing, or a directory, ends with 66")
  func missing() async throws {
    let folder = try TemporaryDirectory()
    for path in ["absent.txt", folder.path.string] {
      for arguments in [["encode", path], ["rerank", "--query", "q", path]] {
        let result = try await CommandProcess(arguments, folder: folder).run()
        #expect(result.status == 66)
        #expect(result.errors.contains(path))
      }
    }
    try folder.write("q1 Q0 a 1 1 x\n", to: "run")
    let queries = try await CommandProcess(
      ["rerank", "--queries", "absent.tsv", "run"], folder: folder
    ).run()
    #expect(queries.status == 66)
  }

  @Test("leaves no output file")
  func noOutput() async throws {
    let folder = try TemporaryDirectory()
    for name in ["a.npy", "a.safetensors", "a.jsonl"] {
      let result = try await CommandProcess(
        ["encode", "-o", name], input: Self.texts, folder: folder
      ).run()
      #expect(result.status == 65)
    }
    #expect(folder.names.isEmpty)
  }

  @Test("in a model directory is an error that names the file")
  func model() async throws {
    for (part, expected) in [
      ("sentencepiece", "sentencepiece.bpe.model"), ("config.json", "config.json"),
      ("model", "sentencepiece.bpe.model"),
    ] {
      let folder = try TemporaryDirectory()
      let model = try Models.small(without: part, in: folder)
      let result = try await CommandProcess(["encode", "--model", model, "--text", "a"]).run()
      #expect(result.status == 69)
      #expect(result.errors.contains(expected))
    }
  }
}
