import Foundation
import Testing
import TrefoilTesting

@Suite("rerank", .enabled(if: Models.areReady, "there is no model, or the command is not built"))
struct RerankTests {
  private static let passages = "the moon and the tide\n\na cat sleeps\n潮汐はどうして起こるのか\n"

  private func passages(_ object: [String: Any]) throws -> [[String: Any]] {
    try #require(object["passages"] as? [[String: Any]])
  }

  @Test("puts passages in order, by the weighted mean of the scores")
  func order() async throws {
    let result = try await CommandProcess(
      ["rerank", "--query", "a cat sleeps", "--json", "--weights", "dense=1,sparse=0.3,colbert=1"],
      input: Self.passages.utf8
    ).run()
    #expect(result.status == 0)
    #expect(result.errors.contains("passed over 1 blank line"))
    let object = try #require(try result.objects.first)
    #expect(object["query"] as? String == "a cat sleeps")
    let ranked = try passages(object)
    #expect(ranked.map { $0["rank"] as? Int } == [1, 2, 3])
    #expect(ranked[0]["id"] as? String == "3")
    #expect(ranked[0]["index"] as? Int == 2)
    #expect(ranked[0]["text"] as? String == "a cat sleeps")
    let scores = ranked.compactMap { $0["score"] as? Double }
    #expect(scores == scores.sorted(by: >))
    for passage in ranked {
      let dense = try #require(passage["dense"] as? Double)
      let sparse = try #require(passage["sparse"] as? Double)
      let colbert = try #require(passage["colbert"] as? Double)
      let mean = (dense + 0.3 * sparse + colbert) / 2.3
      #expect(abs(mean - (passage["score"] as? Double ?? 9)) < 1e-5)
    }
  }

  @Test("shows a table, of which a terminal's width shortens the text")
  func table() async throws {
    let result = try await CommandProcess(
      ["rerank", "--query", "moon", "--top", "2", "--color", "always"],
      input: Self.passages.utf8, environment: ["COLUMNS": "56"]
    ).run()
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("rank   score   dense  sparse  colbert  id  text"))
    #expect(lines[0].hasPrefix("\u{1B}[1m"))
    let plain = try await CommandProcess(
      ["rerank", "--query", "moon", "--weights", "1,0,0"], input: Self.passages.utf8
    ).run()
    #expect(plain.output.hasPrefix("rank   score   dense  id  text\n"))
    #expect(!plain.output.contains("\u{1B}"))
  }

  @Test("of no passages writes no row, and says so")
  func empty() async throws {
    let table = try await CommandProcess(["rerank", "--query", "a"], input: "\n \n".utf8).run()
    #expect(table.status == 0 && table.output.isEmpty)
    #expect(table.errors.contains("no candidates"))
    let json = try await CommandProcess(["rerank", "--query", "a", "--json"]).run()
    let object = try #require(try json.objects.first)
    #expect(object["query"] as? String == "a" && (object["passages"] as? [Any])?.isEmpty == true)
    #expect(object["tokens_seen"] as? Int == object["tokens_used"] as? Int)
  }

  @Test("keeps the order of passages that are equal")
  func ties() async throws {
    let result = try await CommandProcess(
      ["rerank", "--query", "a", "--json", "--text", "b", "--text", "b", "--text", "b"]
    ).run()
    #expect(try passages(result.objects[0]).map { $0["index"] as? Int } == [0, 1, 2])
  }

  @Test("reranks many lists, from a run or from JSONL, to JSON and to a run alike")
  func manyLists() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("q1\tthe moon\nq2\ta cat\nq3\tnothing\n", to: "q.tsv")
    try folder.write("p1\tmoon\np2\tcat\np3\tdog\n", to: "p.tsv")
    try folder.write(
      "q1 Q0 p1 1 9 x\nq1 Q0 p2 2 8 x\nq2 Q0 p2 1 7 x\nq2 Q0 p3 2 6 x\nq2 Q0 p1 3 5 x\n",
      to: "bm25.run")
    try folder.write(
      """
      {"query_id":"q2","passages":[{"id":"p2","text":"cat"},{"id":"p3","text":"dog"}]}
      {"query_id":"q1","id":"p1","text":"moon"}
      {"query_id":"q1","id":"p2"}
      {"query_id":"q2","id":"p1"}
      """, to: "c.jsonl")
    let common = ["rerank", "--queries", "q.tsv", "--passages", "p.tsv"]
    let run = try await CommandProcess(
      common + ["bm25.run", "--json", "--run", "new.run"], folder: folder
    ).run()
    #expect(run.status == 0)
    let objects = try run.objects
    #expect(objects.map { $0["id"] as? String } == ["q1", "q2", "q3"])
    #expect(objects.map { $0["query"] as? String } == ["the moon", "a cat", "nothing"])
    let jsonl = try await CommandProcess(common + ["c.jsonl", "--json"], folder: folder).run()
    #expect(jsonl.output == run.output)
    let lines = String(decoding: try folder.read("new.run"), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.map(\.count) == [6, 6, 6, 6, 6])
    let ranked = try objects.flatMap(passages)
    #expect(lines.map { String($0[2]) } == ranked.compactMap { $0["id"] as? String })
    #expect(lines.map { Double($0[4]) } == ranked.map { $0["score"] as? Double })
    #expect(lines.map { Int($0[3]) } == [1, 2, 1, 2, 3])
    let output = try await CommandProcess(
      common + ["bm25.run", "--run", "-", "--top", "1"], folder: folder
    ).run()
    #expect(output.output.split(separator: "\n").count == 2)
    let table = try await CommandProcess(common + ["bm25.run"], folder: folder).run()
    #expect(table.output.contains("q1: the moon\n"))
  }

  @Test("joins by ids, whatever tells the format, and never makes one up")
  func joining() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("7\tthe moon\n", to: "q.txt")
    try folder.write("{\"doc_id\": \"0\", \"title\": \"moon\", \"text\": \"\"}\n", to: "p.txt")
    try folder.write("the moon\n", to: "bare.txt")
    try folder.write("7 Q0 0 1 9 x\n", to: "a.run")
    let joined = try await CommandProcess(
      ["rerank", "--queries", "q.txt", "--passages", "p.txt", "a.run", "--json"], folder: folder
    ).run()
    let object = try #require(try joined.objects.first)
    #expect(try passages(object).map { $0["text"] as? String } == ["moon"])
    #expect(joined.errors.contains("“p.txt” is read as jsonl"))
    for (queries, texts) in [("bare.txt", "p.txt"), ("q.txt", "bare.txt")] {
      let bare = try await CommandProcess(
        ["rerank", "--queries", queries, "--passages", texts, "a.run"], folder: folder
      ).run()
      #expect(bare.status == 65 && bare.errors.contains("“bare.txt” has texts without ids"))
    }
  }

  @Test("finds ids that a run can't hold, or that stand twice, before it works")
  func unfitIDs() async throws {
    let folder = try TemporaryDirectory()
    for (text, message) in [
      ("a\tmoon\na b\tmoon\n", "p.tsv, line 2: the name “a b” has a space"),
      ("a\tmoon\na\tcat\n", "line 2: the id “a” is that of line 1"),
    ] {
      try folder.write(text, to: "p.tsv")
      let result = try await CommandProcess(
        ["rerank", "--query", "moon", "p.tsv", "--run", "o.run", "--model", "none"], folder: folder
      ).run()
      #expect(result.status == 65 && result.errors.contains(message))
      #expect(!folder.names.contains("o.run"))
    }
    try folder.write("q1\tmoon\n", to: "q.tsv")
    for (name, text, message) in [
      (
        "q.jsonl", #"{"id": "q\u0000", "text": "moon"}"#,
        #"q.jsonl, line 1: the name “q\0” has NUL"#
      ),
      (
        "c.jsonl", #"{"query_id": "q1", "id": "a b", "text": "a"}"#,
        "c.jsonl, line 1: the name “a b”"
      ),
    ] {
      try folder.write(text, to: name)
      let (queries, candidates) = name == "q.jsonl" ? (name, "none.jsonl") : ("q.tsv", name)
      try folder.write("", to: "none.jsonl")
      let result = try await CommandProcess(
        ["rerank", "--queries", queries, candidates, "--run", "o.run", "--model", "none"],
        folder: folder
      ).run()
      #expect(result.status == 65 && result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test("points out a passage without text that ranks first")
  func emptyFirst() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("a\t\n", to: "p.tsv")
    let result = try await CommandProcess(
      ["rerank", "--query", "moon", "p.tsv"], folder: folder
    ).run()
    #expect(result.status == 0)
    #expect(result.errors.contains("a passage without text ranks first for 1 query, such as “a”"))
  }

  @Test("names the line of a run that can't be joined, and writes no run")
  func badRun() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("q1\tthe moon\n", to: "q.tsv")
    try folder.write("p1\tmoon\n", to: "p.tsv")
    try folder.write("q1 Q0 p1 1 9 x\nq1 Q0 p9 2 8 x\n", to: "a.run")
    let arguments = ["rerank", "--queries", "q.tsv", "--passages", "p.tsv", "a.run"]
    let result = try await CommandProcess(arguments + ["--run", "o.run"], folder: folder).run()
    #expect(result.status == 65)
    #expect(result.errors.contains("a.run, line 2: passage “p9” has no text"))
    #expect(!folder.names.contains { $0.contains("o.run") })
    let skipping = try await CommandProcess(
      arguments + ["--skip-bad-lines", "--run", "-"], folder: folder
    ).run()
    #expect(skipping.status == 0)
    #expect(skipping.output.hasPrefix("q1 Q0 p1 1 "))
    #expect(skipping.errors.contains("skipped 1 bad line"))
  }

  @Test("refuses a passage or a query over the limit, if told to")
  func truncationError() async throws {
    let long = "one two three four five six seven"
    let arguments = ["rerank", "--max-length", "5", "--truncation", "error", "--query"]
    let passage = try await CommandProcess(arguments + ["a"], input: "b\n\(long)\n".utf8).run()
    #expect(passage.status == 65)
    #expect(passage.errors.contains("line 2"))
    let query = try await CommandProcess(arguments + [long, "--text", "b"]).run()
    #expect(query.status == 65)
    #expect(query.errors.contains("The query"))
    let cut = try await CommandProcess(
      ["rerank", "--max-length", "5", "--query", "a", "--text", long]
    ).run()
    #expect(cut.status == 0)
    #expect(cut.errors.contains("1 text was cut to 5 tokens (“1”)"))
  }

  @Test("names the file that a weight needs and the model lacks")
  func missingHead() async throws {
    let folder = try TemporaryDirectory()
    let model = try Models.small(without: "colbert_linear", in: folder)
    let arguments = ["rerank", "--query", "a", "--text", "b", "--model", model]
    let result = try await CommandProcess(arguments + ["--weights", "1,0.3,1"]).run()
    #expect(result.status == 69)
    #expect(result.errors.contains("colbert_linear.pt"))
    let fewer = try await CommandProcess(arguments).run()
    #expect(fewer.status == 0)
    #expect(fewer.output.hasPrefix("rank   score   dense  sparse  id"))
  }
}
