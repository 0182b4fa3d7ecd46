import Foundation
import Testing
import TrefoilTesting

@Suite("eval", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct EvalTests {
  /// The project's own small data set.
  private static let dataset: String = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Fixtures/evaluation").path
  }()

  private func eval(
    _ arguments: [String], folder: TemporaryDirectory? = nil
  ) async throws -> CommandProcess.Result {
    let folder = try folder ?? TemporaryDirectory()
    return try await CommandProcess(
      ["eval", Self.dataset, "--split", "test"] + arguments,
      environment: ["TREFOIL_CACHE": folder.path("cache")], folder: folder
    ).run()
  }

  private func modes(_ result: CommandProcess.Result) throws -> [String: [String: Double]] {
    let object = try #require(try result.objects.first)
    return try #require(object["modes"] as? [String: [String: Double]])
  }

  @Test("shows every mode and measure, and what each gains over dense")
  func table() async throws {
    let result = try await eval([])
    #expect(result.status == 0)
    for name in ["dense", "sparse", "colbert", "sparse+dense", "all"] {
      #expect(result.output.contains("\n\(name)  "))
    }
    #expect(result.output.contains("evaluation, test: 12 queries, 21 passages"))
    #expect(result.output.contains("ndcg@10") && result.output.contains("recall@100"))
    #expect(result.output.contains("all over dense"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(try await eval(["--color", "always"]).output.contains("\u{1B}[1m"))
  }

  @Test("gives the same figures from the cache, without one, and from its own runs")
  func sameFigures() async throws {
    let folder = try TemporaryDirectory()
    let first = try await eval(["--json", "--run", "out.trec"], folder: folder)
    #expect(first.status == 0)
    let second = try await eval(["--json"], folder: folder)
    #expect(second.output == first.output)
    #expect(folder.names.contains("out.sparse+dense.trec"))
    let apart = try TemporaryDirectory()
    let none = try await eval(["--json", "--no-cache"], folder: apart)
    #expect(none.output == first.output && apart.names.isEmpty)
    let names = ["dense", "sparse", "colbert", "sparse+dense", "all"]
    let read = try await eval(
      ["--json"] + names.flatMap { ["--read-run", "out.\($0).trec"] }, folder: folder)
    #expect(try modes(read) == modes(first))
  }

  @Test("ranks by the modes that are asked for, in their order")
  func chosenModes() async throws {
    let folder = try TemporaryDirectory()
    let result = try await eval(
      [
        "--modes", "all,sparse", "--measures", "map@3,hit@1", "--json", "--weights", "1,0,0",
        "--compare", "sparse,all", "--depth", "4", "--run", "one.trec",
      ], folder: folder)
    let object = try #require(try result.objects.first)
    let comparisons = try #require(object["comparisons"] as? [[String: Any]])
    #expect(comparisons.map { $0["baseline"] as? String } == ["sparse", "sparse"])
    #expect(try modes(result).keys.sorted() == ["all", "sparse"])
    #expect(try modes(result)["all"]?.keys.sorted() == ["hit@1", "map@3"])
    let dense = try await eval(["--modes", "dense", "--measures", "map@3,hit@1", "--json"])
    #expect(try modes(dense)["dense"] == modes(result)["all"])
    let lines = try folder.read("one.all.trec").split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 12 * 4)
  }

  @Test("groups queries, and ranks passages of the query's own group alone")
  func groups() async throws {
    let folder = try TemporaryDirectory()
    let result = try await eval(
      ["--by", "lang", "--same", "lang", "--modes", "dense", "--json", "--run", "own.trec"],
      folder: folder)
    let object = try #require(try result.objects.first)
    let groups = try #require(object["groups"] as? [String: [String: [String: Double]]])
    #expect(groups.keys.sorted() == ["de", "en", "es", "zh"])
    let mean = groups.values.compactMap { $0["dense"]?["ndcg@10"] }.reduce(0, +) / 4
    #expect(abs(try #require(try modes(result)["dense"]?["ndcg@10"]) - mean) < 1e-9)
    let run = String(decoding: try folder.read("own.trec"), as: UTF8.self)
    for line in run.split(separator: "\n") {
      let fields = line.split(separator: " ")
      #expect(fields[0].suffix(3) == fields[2].suffix(3))
    }
    let table = try await eval(["--by", "lang"], folder: folder)
    #expect(table.output.contains("\nmean"))
  }

  @Test("keeps the queries and passages that are asked for")
  func filters() async throws {
    for (arguments, queries, passages) in [
      (["--queries", "lang=de"], 3, 21), (["--queries", "lang=de", "--queries", "lang=es"], 6, 21),
      (["--passages", "lang=en"], 12, 6), (["--every", "2", "--by", "lang"], 8, 21),
      (["--passages", "lang=en", "--passages", "year=1987"], 4, 1),
    ] {
      let result = try await eval(arguments + ["--json", "--modes", "dense"])
      let object = try #require(try result.objects.first)
      #expect(object["queries"] as? Int == queries && object["passages"] as? Int == passages)
    }
  }

  @Test("reranks what a first mode, or a run, has chosen")
  func reranking() async throws {
    let folder = try TemporaryDirectory()
    let staged = try await eval(
      ["--modes", "all", "--rerank", "dense:3", "--run", "a.trec"], folder: folder)
    #expect(staged.status == 0)
    _ = try await eval(["--modes", "dense", "--depth", "3", "--run", "d.trec"], folder: folder)
    _ = try await eval(
      ["--modes", "all", "--candidates", "d.trec", "--run", "b.trec"], folder: folder)
    #expect(try folder.read("a.trec") == folder.read("b.trec"))
    #expect(try folder.read("a.trec").count { $0 == UInt8(ascii: "\n") } == 36)
  }

  /// A data set whose query is one of its passages, and a run that finds it.
  private func selfFindingSet() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    for name in ["set", "set/qrels"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    try folder.write(
      """
      {"_id": "a", "text": "the moon", "metadata": {"lang": "en"}}
      {"_id": "b", "text": "a cat", "metadata": {"lang": "de"}}
      {"_id": "c", "text": "a dog", "metadata": {"lang": "en"}}
      """, to: "set/corpus.jsonl")
    try folder.write("{\"_id\": \"a\", \"text\": \"the moon\"}\n", to: "set/queries.jsonl")
    try folder.write("a\tb\t1\na\tc\t2\n", to: "set/qrels/test.tsv")
    try folder.write("a Q0 a 1 3 t\na Q0 b 2 2 t\na Q0 c 3 1 t\nbad\n", to: "a.run")
    try folder.write("x Q0 a 1 3 t\n", to: "other.run")
    return folder
  }

  @Test(
    "judges a run as it is told to",
    arguments: [
      (["set"], "mrr@10", 0.5), (["set", "--ignore-identical-ids"], "mrr@10", 1),
      (["set", "--passages", "lang=en", "--ignore-identical-ids"], "mrr@10", 1),
      (["set", "--ignore-identical-ids", "-l", "2"], "mrr(rel=2)@10", 0.5),
      (["--qrels", "set/qrels/test.tsv"], "mrr@10", 0.5),
      (["--qrels", "set/qrels/test.tsv", "-l", "2"], "mrr(rel=2)@10", 1 / 3),
    ] as [([String], String, Double)])
  func runs(arguments: [String], name: String, expected: Double) async throws {
    let result = try await CommandProcess(
      ["eval"] + arguments
        + ["--read-run", "a.run", "--skip-bad-lines", "--measures", "recip_rank,RR@10", "--json"],
      folder: try selfFindingSet()
    ).run()
    let value = try #require(try modes(result)["t"]?[name])
    #expect(abs(value - expected) < 1e-12)
    #expect(result.errors.contains("skipped 1 bad line"))
    if arguments.contains("--ignore-identical-ids") {
      let settings = try result.objects[0]["settings"] as? [String: String]
      #expect(settings?["identical ids"] == "left out")
    }
  }

  @Test("refuses a run with a bad line, or without a judged query")
  func badRuns() async throws {
    let folder = try selfFindingSet()
    for (run, message) in [("a.run", "a.run, line 4"), ("other.run", "no query that is judged")] {
      let result = try await CommandProcess(
        ["eval", "set", "--read-run", run], folder: folder
      ).run()
      #expect(result.status == 65 && result.errors.contains(message))
    }
  }

  @Test("names the line of an id that a run can't hold, before it works")
  func unfitID() async throws {
    let folder = try selfFindingSet()
    try folder.write(
      """
      {"_id": "a", "text": "the moon"}
      {"_id": "b c", "text": "a cat"}
      """, to: "set/corpus.jsonl")
    let result = try await CommandProcess(
      ["eval", "set", "--no-cache", "--run", "o.run", "--model", "none"], folder: folder
    ).run()
    #expect(result.status == 65)
    #expect(result.errors.contains("set/corpus.jsonl, line 2: the name “b c” has a space"))
  }

  @Test("leaves a passage with the query's id out of its own rankings too")
  func identicalIDs() async throws {
    let folder = try selfFindingSet()
    for (flag, first) in [("--ignore-identical-ids", 2), ("--no-ignore-identical-ids", 3)] {
      let result = try await CommandProcess(
        ["eval", "set", flag, "--no-cache", "--modes", "dense", "--run", "o.run"], folder: folder
      ).run()
      #expect(result.status == 0)
      #expect(try folder.read("o.run").count { $0 == UInt8(ascii: "\n") } == first)
    }
  }

  @Test("reads long passages in windows")
  func windows() async throws {
    let plain = try await eval(["--modes", "all", "--json"])
    #expect(plain.errors.contains("longer than the limit"))
    for pooling in ["max", "late"] {
      let result = try await eval(
        ["--modes", "all", "--json", "--windows", "48", "--overlap", "8", "--pooling", pooling])
      #expect(result.status == 0 && !result.errors.contains("longer than the limit"))
      let settings = try #require(try result.objects[0]["settings"] as? [String: String])
      #expect(settings["windows"] == "48 tokens, 8 shared, \(pooling)")
    }
  }

  @Test("writes each query's values, and a page")
  func files() async throws {
    let folder = try TemporaryDirectory()
    let result = try await eval(
      ["--per-query", "q.jsonl", "--html", "r.html", "--modes", "dense,all"], folder: folder)
    #expect(result.status == 0)
    let lines = String(decoding: try folder.read("q.jsonl"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 24)
    let page = String(decoding: try folder.read("r.html"), as: UTF8.self)
    #expect(page.contains("<html") && page.contains("Wie lange ruht der Teig?"))
  }

  @Test("leaves out modes for which the model has no head, unless they are asked for")
  func missingHead() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "sparse_linear", in: folder)
    let result = try await eval(["--model", model, "--json"])
    #expect(try modes(result).keys.sorted() == ["colbert", "dense"])
    #expect(result.errors.contains("left out sparse, sparse+dense, all"))
    let asked = try await eval(["--model", model, "--modes", "sparse"])
    #expect(asked.status == 69 && asked.errors.contains("sparse_linear"))
    let weighed = try await eval(["--model", model, "--weights", "1,0,1", "--json"])
    #expect(try modes(weighed).keys.sorted() == ["all", "colbert", "dense", "sparse+dense"])
  }

  @Test(
    "says what is wrong with the command line",
    arguments: [
      ["--modes", "dense,fast"], ["--measures", "precision"], ["--rerank", "dense"],
      ["--every", "0"],
      ["--rerank", "dense:0"], ["--windows", "8"], ["--overlap", "3"], ["--depth", "0"],
      ["--windows", "64", "--overlap", "32"], ["--queries", "lang"], ["--compare", "dense"],
      ["--cache", "a", "--no-cache"], ["--windows", "64", "--max-passage-length", "32"],
      ["--max-query-length", "1"], ["--max-query-length", "999"], ["--windows", "999"],
      ["--qrels", "a.tsv"], ["--read-run", "a", "--rerank", "dense:9"],
      ["--read-run", "a", "--same", "lang"], ["--read-run", "a", "--run", "b"],
      ["--weights", "0,0,0"], ["--relevance-level", "0"],
      ["--measures", "recall@1500", "--depth", "1000"],
      ["--modes", "sparse+dense", "--weights", "0,0,1"],
    ])
  func usage(arguments: [String]) async throws {
    let result = try await eval(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty && !result.errors.isEmpty)
  }

  @Test(
    "says what is wrong with the choice of texts and systems",
    arguments: [
      (["--by", "tongue"], "choose one of lang"), (["--by", "-tongue"], "choose one of lang"),
      (["--same", "tongue"], "choose one of lang"),
      (["--queries", "lang=fr"], "No judged query is left"),
      (["--passages", "lang=fr"], "No passage is left"),
      (["--compare", "dense,bm25"], "There is no “bm25”"),
    ])
  func selection(arguments: [String], expected: String) async throws {
    let result = try await eval(arguments)
    #expect(result.status == 65 && result.errors.contains(expected))
  }

  @Test("names files that are missing, and lines that can't be used")
  func badFiles() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("q-boats-en Q0 hafen-de 1\n", to: "short.trec")
    try folder.write("q-boats-en\thafen-de\tmuch\n", to: "bad.tsv")
    for (arguments, status, expected) in [
      (["eval", "absent"], 66, "absent"),
      (["eval", Self.dataset, "--split", "dev"], 66, "own-language, test"),
      (["eval", Self.dataset, "--split", "test", "--read-run", "absent.trec"], 66, "absent.trec"),
      (["eval", Self.dataset, "--split", "test", "--read-run", "short.trec"], 65, "line 1"),
      (["eval", Self.dataset, "--qrels", "bad.tsv"], 65, "bad.tsv, line 1"),
      (["eval", Self.dataset, "--qrels", "absent.tsv"], 66, "absent.tsv"),
    ] as [([String], Int32, String)] {
      let result = try await CommandProcess(arguments, folder: folder).run()
      #expect(result.status == status)
      #expect(result.errors.contains(expected))
    }
  }

  @Test("interrupted, it keeps what was encoded, and goes on from there")
  func interrupted() async throws {
    let folder = try TemporaryDirectory()
    let lines = (0..<6000).map { number in
      let text = String(repeating: "boat \(number) ", count: 40)
      return #"{"_id": "p\#(number)", "text": "\#(text)"}"#
    }
    try FileManager.default.createDirectory(
      atPath: folder.path("set/qrels"), withIntermediateDirectories: true)
    try folder.write(lines.joined(separator: "\n"), to: "set/corpus.jsonl")
    try folder.write(#"{"_id": "q", "text": "which boat?"}"#, to: "set/queries.jsonl")
    try folder.write("q\tp7\t1\n", to: "set/qrels/test.tsv")
    let arguments = ["eval", "set", "--cache", "cache", "--json", "-v"]
    // The queries' segment, and two of the passages'.
    let first = try await CommandProcess(
      shell: """
        "$TREFOIL" \(arguments.joined(separator: " ")) >out & child=$!
        while [ "$(find cache -name '*.segment' | wc -l)" -lt 3 ]; do sleep 0.02; done
        kill -INT $child; wait $child; echo $?
        """, folder: folder
    ).run()
    #expect(first.output == "130\n")
    #expect(try folder.read("out").isEmpty)
    let second = try await CommandProcess(arguments, folder: folder).run()
    #expect(second.status == 0 && second.errors.contains("queries: 1, "))
    #expect(second.errors.contains("encoded 0 of them now"))
    let notes = second.errors.split(separator: "\n")
    let line = try #require(notes.last { $0.contains("passages: 6000") })
    let count = try #require(line.firstMatch(of: /encoded ([0-9]+) of them now/)?.1)
    // The last file may have been there before its commit.
    #expect(try #require(Int(count)) <= 6000 - 512)
  }

  @Test("takes the judgements of a file in place of a split's")
  func qrels() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("q-teig-de 0 brot-de 1\n", to: "mine.qrels")
    let result = try await CommandProcess(
      ["eval", Self.dataset, "--qrels", "mine.qrels", "--json", "--no-cache"], folder: folder
    ).run()
    #expect(try #require(try result.objects.first)["queries"] as? Int == 1)
    #expect(try #require(try result.objects.first)["split"] as? String == "mine")
  }

  @Test("mends a damaged cache and says so; a full disk ends it with 74")
  func cacheFaults() async throws {
    let folder = try TemporaryDirectory()
    let first = try await eval(["--json"], folder: folder)
    let root = folder.path("cache/evaluations")
    let files = try #require(FileManager.default.enumerator(atPath: root)).compactMap {
      $0 as? String
    }.filter { $0.hasSuffix(".segment") }
    #expect(files.count == 2)
    for file in files { try Data("x".utf8).write(to: URL(fileURLWithPath: root + "/" + file)) }
    let second = try await eval(["--json"], folder: folder)
    #expect(second.output == first.output && second.errors.contains("was damaged"))
    let full = try await CommandProcess(
      shell: """
        trap "" XFSZ; ulimit -f 8
        "$TREFOIL" eval \(Self.dataset) --split test --cache other >/dev/null; echo $?
        """, folder: folder
    ).run()
    #expect(full.output == "74\n" && full.errors.contains("The cache can't be used"))
    let left = FileManager.default.enumerator(atPath: folder.path("other"))?.compactMap {
      $0 as? String
    }
    #expect(left?.contains { $0.hasSuffix(".tmp") } == false)
    try folder.write("", to: "file")
    let blocked = try await eval(["--cache", "file"], folder: folder)
    #expect(blocked.status == 73)
  }
}
