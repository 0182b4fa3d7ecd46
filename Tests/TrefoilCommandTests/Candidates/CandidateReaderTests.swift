import Testing
import TrefoilTesting
import TrefoilCommand
import TrefoilEvaluation
import TrefoilFiles

@Suite("Candidates of many queries")
struct CandidateReaderTests {
  private func read(
    queries: String = "q1\tone\nq2\ttwo\nq3\tthree\n", candidates: String, passages: String? = nil,
    format: CandidateFormat? = nil, badLines: BadLines = BadLines(skipping: false) { _ in }
  ) throws -> [Candidates] {
    let folder = try TemporaryDirectory()
    func reader(_ text: String, _ name: String) throws -> TextReader {
      TextReader(
        LineReader(try ByteSource(path: folder.write(text, to: name))),
        TextReader.Options(format: .tsv, needsIDs: true), badLines: badLines)
    }
    return try CandidateReader.read(
      queries: reader(queries, "queries"),
      candidates: LineReader(try ByteSource(path: folder.write(candidates, to: "run"))),
      format: format, passages: passages.map { try reader($0, "passages") }, badLines: badLines)
  }

  private func summary(_ lists: [Candidates]) -> [String] {
    lists.filter { !$0.passages.isEmpty }.map { list in
      "\(list.id ?? "")=\(list.query): "
        + list.passages.map { "\($0.id)=\($0.text)" }.joined(separator: " ")
    }
  }

  @Test("of a TREC run have the texts of the passages' file, in the run's order")
  func run() throws {
    let run = "q2 Q0 b 1 2.5 bm25\nq1\tQ0  b 1 9 x\n\nq2 Q0 a 2 2 bm25\n"
    let lists = try read(candidates: run, passages: "a\tA\nz\tZ\nb\tB\n")
    #expect(summary(lists) == ["q1=one: b=B", "q2=two: b=B a=A"])
  }

  @Test("of JSONL may have texts of their own, one a line or a list a line")
  func jsonl() throws {
    let lines = """
      {"query_id": "q1", "id": "x", "text": "own"}
      {"query_id": "q2", "passages": [{"id": 7, "text": ""}, {"id": "a"}]}
      {"query_id": "q1", "id": "a"}
      """
    let lists = try read(candidates: lines, passages: "a\tA\n", format: .jsonl)
    #expect(summary(lists) == ["q1=one: x=own a=A", "q2=two: 7= a=A"])
  }

  @Test(
    "that can't be joined name the line",
    arguments: [
      ("q1 Q0 a 1 1", RunFault.notARunLine(fields: 5)),
      ("q9 Q0 a 1 1 x", CandidateFault.unknownQuery("q9")),
      ("q1 Q0 zz 1 1 x", CandidateFault.unknownPassage("zz")),
      ("q1 Q0 a 1 1 x\nq1 Q0 a 2 1 x", RunFault.repeatedPassage("a", query: "q1")),
    ] as [(String, any LineFaultCause)])
  func bad(run: String, problem: any LineFaultCause) throws {
    let error = #expect(throws: LineError.self) { try read(candidates: run, passages: "a\tA\n") }
    #expect(error?.fault == LineFault(problem))
    guard case .line(run.split(separator: "\n").count, _)? = error?.place else {
      Issue.record("\(String(describing: error)) is not about the last line")
      return
    }
  }

  @Test("of JSONL without what they need say so")
  func badJSONL() {
    for line in [#"{"id": "a"}"#, #"{"query_id": "q1"}"#, #"{"query_id": "q1", "passages": 3}"#] {
      #expect(throws: LineError.self) { try read(candidates: line, format: .jsonl) }
    }
  }

  @Test("leave out what is bad, if that is asked for")
  func skipping() throws {
    let badLines = BadLines(skipping: true) { _ in }
    let run = "q1 Q0 a 1 1 x\nbad\nq9 Q0 a 1 1 x\nq1 Q0 a 2 1 x\nq1 Q0 zz 1 1 x\n"
    let lists = try read(
      queries: "q1\tone\nq1\tagain\n", candidates: run, passages: "a\tA\n", badLines: badLines)
    #expect(summary(lists) == ["q1=one: a=A"])
    #expect(badLines.count == 5)
  }

  @Test("have their titles, by whatever keys, and are told by the first bytes")
  func titles() throws {
    let lines = """
      [{"qid": "q1", "docid": "x", "title": "T", "contents": "own"},
       {"query_id": "q1", "_id": "a", "id": "other", "text": "b"}]
      """
    #expect(summary(try read(candidates: lines)) == ["q1=one: x=T own a=b"])
    #expect(summary(try read(candidates: "q1\t8\tone\teight\n")) == ["q1=one: 8=eight"])
    #expect(summary(try read(candidates: "q2\ta\t1\n", passages: "a\tA\n")) == ["q2=two: a=A"])
  }

  @Test("are joined by the bytes of their ids")
  func bytes() throws {
    let passages = "caf\u{e9}\tone\ncafe\u{301}\ttwo\n\u{f9d1}\tthree\n\u{516d}\tfour\n"
    let run = "q1 Q0 cafe\u{301} 1 2 x\nq1 Q0 caf\u{e9} 2 1 x\nq1 Q0 \u{516d} 3 0 x\n"
    let lists = try read(candidates: run, passages: passages)
    #expect(lists[0].passages.map(\.text) == ["two", "one", "four"])
    #expect(lists[0].passages.map(\.index) == [0, 1, 2])
  }

  @Test("whose passages stand twice in their file are bad")
  func repeatedPassage() throws {
    #expect(throws: LineError.self) {
      try read(candidates: "q1 Q0 a 1 1 x\n", passages: "a\tA\na\tB\n")
    }
  }

  @Test("need a passages' file where they have no text")
  func noPassages() {
    #expect(throws: LineError.self) { try read(candidates: "q1 Q0 a 1 1 x\n") }
  }

  @Test("may be none")
  func none() throws {
    #expect(try read(candidates: "").map(\.passages.count) == [0, 0, 0])
    #expect(try read(queries: "", candidates: "", passages: "").isEmpty)
  }

  @Test("of a run keep its order, whatever stands for its scores")
  func anyScore() throws {
    let lists = try read(
      candidates: "q1 Q0 b 1 nan x\nq1 Q0 a 2 1,5 x\n", passages: "a\tA\nb\tB\n")
    #expect(lists.map { $0.passages.map(\.id) } == [["b", "a"], [], []])
  }

  @Test("become a run's line, if their ids fit there")
  func runLine() throws {
    let line = try RunLine.text(query: "q", passage: "p", rank: 1, score: 0.1, tag: "trefoil")
    #expect(line == "q Q0 p 1 0.1 trefoil")
    let read = try #require(try RunLine(parsing: Array(line.utf8)[...]))
    #expect(read.query == "q" && read.passage == "p" && read.tag == "trefoil")
    #expect(try read.score == 0.1)
    for id in ["", "a b", "a\tb"] {
      #expect(throws: RunError.unfitName(id)) {
        try RunLine.text(query: "q", passage: id, rank: 1, score: 0, tag: "trefoil")
      }
    }
  }
}
