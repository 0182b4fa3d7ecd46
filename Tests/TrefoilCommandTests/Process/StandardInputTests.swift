import Foundation
import Testing
import TrefoilTesting

@Suite(
  "Standard input", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct StandardInputTests {
  /// Judgements, and a run that finds what they ask for.
  private func files() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write("q\ta\t1\n", to: "test.qrels")
    try folder.write("q Q0 a 1 3 t\n", to: "a.run")
    return folder
  }

  @Test(
    "is a text for score and explain, and says the same as the text itself",
    arguments: ["score", "explain"])
  func texts(command: String) async throws {
    let (query, passage) = ("the moon", "The keeper\nof the lighthouse.")
    let expected = try await CommandProcess([command, query, passage, "--json"]).run()
    #expect(expected.status == 0)
    for (texts, input) in [(["-", passage], query), ([query, "-"], passage)] {
      let result = try await CommandProcess(
        [command] + texts + ["--json"], input: (input + "\n").utf8
      ).run()
      #expect(result.status == 0 && result.output == expected.output)
    }
    let bad = try await CommandProcess([command, "-", "a"], input: [0xFF]).run()
    #expect(bad.status == 65 && bad.errors.contains("standard input, line 1: byte 0 (0xFF)"))
  }

  @Test("is an id where the texts are in a file")
  func id() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("-\tthe moon\n", to: "q.tsv")
    let result = try await CommandProcess(
      ["score", "-", "-", "--queries", "q.tsv"], input: "a\n".utf8, folder: folder
    ).run()
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("is judgements or a run for eval")
  func evaluation() async throws {
    let folder = try files()
    let expected = try await CommandProcess(
      ["eval", "--qrels", "test.qrels", "--read-run", "a.run", "--measures", "mrr@10"],
      folder: folder
    ).run()
    for (qrels, run, input) in [("-", "a.run", "test.qrels"), ("test.qrels", "-", "a.run")] {
      let result = try await CommandProcess(
        ["eval", "--qrels", qrels, "--read-run", run, "--measures", "mrr@10"],
        input: folder.read(input), folder: folder
      ).run()
      #expect(result.status == 0, "\(result.errors)")
      #expect(
        result.output.split(separator: "\n").dropFirst()
          == expected.output.split(separator: "\n").dropFirst())
    }
    let other = try await CommandProcess(
      ["eval", "--qrels", "test.qrels", "--read-run", "-"], input: "x Q0 a 1 3 t\n".utf8,
      folder: folder
    ).run()
    #expect(other.status == 65 && other.errors.contains("“standard input” has no query"))
  }

  @Test(
    "can be one input alone",
    arguments: [
      ["score", "-", "-"], ["explain", "-", "-"],
      ["score", "-", "a", "--passages", "-"],
      ["explain", "a", "b", "--queries", "-", "--corpus", "-"],
      ["encode", "-", "-"], ["tokenize", "-", "a", "-"], ["rerank", "--query", "a", "-", "-"],
      ["rerank", "--queries", "-", "-"], ["rerank", "--queries", "-", "--passages", "-", "a"],
      ["eval", "--qrels", "-", "--read-run", "-"],
      ["eval", "a", "--read-run", "-", "--read-run", "-"],
      ["eval", "a", "--qrels", "-", "--candidates", "-"],
    ])
  func once(arguments: [String]) async throws {
    let result = try await CommandProcess(arguments).run()
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains("Standard input (-) can be only one of the inputs."))
  }

  #if os(Linux)
  @Test(
    "that is a terminal is announced by whatever waits for it",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"),
      "there is no script(1), which makes a terminal"),
    arguments: [
      ("encode", "texts"), ("tokenize -", "texts"), ("rerank --query a", "texts"),
      ("rerank --queries - a.run", "queries"),
      ("rerank --queries q.tsv --passages - a.run", "passages"),
      ("rerank --queries q.tsv -", "candidates"),
      ("score - a", "the query's lines"), ("explain a -", "the passage's lines"),
      ("score q a --queries -", "texts"),
      ("eval --qrels - --read-run a.run", "the judgements"),
      ("eval --qrels test.qrels --read-run -", "the run's lines"),
      ("eval set --no-cache --candidates -", "the run's lines"),
    ])
  func terminal(command: String, content: String) async throws {
    let folder = try files()
    try folder.write("q\ttides\n", to: "q.tsv")
    try FileManager.default.createDirectory(
      atPath: folder.path("set/qrels"), withIntermediateDirectories: true)
    for name in ["set/corpus.jsonl", "set/queries.jsonl"] {
      try folder.write(#"{"_id": "q", "text": "tides"}"#, to: name)
    }
    try folder.write("q\tq\t1\n", to: "set/qrels/test.tsv")
    // What script reads it types; at its end it types Ctrl-D.
    let result = try await CommandProcess(
      shell: #"timeout 60 script -qec "$TREFOIL \#(command)" /dev/null < test.qrels"#,
      folder: folder
    ).run()
    #expect(
      result.output.contains("reading \(content) from the terminal, one a line"),
      "\(result.output)\(result.errors)")
  }
  #endif
}
