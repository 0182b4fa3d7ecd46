import SystemPackage
import TrefoilTesting
import Testing
import TrefoilEvaluation
import TrefoilFiles

@Suite("Files of judgements")
struct JudgementFileTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  @Test(
    "BEIR's layout and TREC's give the same, with names of columns or without, whatever ends lines",
    arguments: [
      "query-id\tcorpus-id\tscore\nq\ta\t1\nq\tb b\t-2\nr\ta\t0\n",
      "q\ta\t1\nq\tb b\t-2\n\nr\ta\t0",
      "\u{feff}query-id\tcorpus-id\tscore\r\nq\ta\t1\r\nq\tb b\t-2\r\nr\ta\t0\r\n",
      "q\ta\t1\nq\ta\t1\nq\tb b\t-2\nr 0 a 0\n",
      "\n# made by a tool\nquery-id\tcorpus-id\tscore\nq\ta\t1.0 \nq\tb b\t -2\nr\ta\t0e0\n\u{1a}\n",
      "\tquery_id\tdoc_id\tlabel\n0\tq\ta\t+1\n1\tq\tb b\t-2\n2\tr\ta\t0\n",
      "\"qid\"\t\"Q0\"\t\"docno\"\t\"relevancy\"\nq\t0\t\"a\"\t1\nq\t0\tb b\t-2\nr\t0\ta\t0\n",
      "query-id\tcorpus-id\tscore\tfold\nq\ta\t1\tx\nq\tb b\t-2\tx\nr\ta\t0\tx\n",
      "query-id\tcorpus-id\tscore\rq\ta\t1\rq\tb b\t-2\rr\ta\t0\r",
      #"{"query-id": "q", "corpus-id": "a", "score": 1.0}"# + "\n"
        + #"{"qid": "q", "docid": "b b", "label": -2}"#
        + "\n{\"qid\":\"r\",\"pid\":\"a\",\"rel\":0}",
      "q\t\ta\t1\nq\t\tb b\t-2\nr a 0\n",
    ])
  func layouts(text: String) throws {
    let judgements = try Judgements(path: folder.write(text.utf8, to: "a.tsv"))
    #expect(judgements.grades == ["q": ["a": 1, "b b": -2], "r": ["a": 0]])
    #expect(judgements.count == 3)
  }

  @Test("Commas may stand between fields, and pairs alone are relevant")
  func otherLayouts() throws {
    let commas = "query-id,corpus-id,score\nq,a,1\nr,b,2\n"
    #expect(
      try Judgements(path: folder.write(commas.utf8, to: "a.csv")).grades
        == ["q": ["a": 1], "r": ["b": 2]])
    for pairs in ["query-id\tcorpus-id\nq\ta\nr\tb\n", "q a\nr b\n"] {
      #expect(
        try Judgements(path: folder.write(pairs.utf8, to: "a.tsv")).grades
          == ["q": ["a": 1], "r": ["b": 1]])
    }
  }

  @Test("Ids are compared by their bytes, and lines that are bad can be passed over")
  func bytes() throws {
    let text = "q\tcaf\u{e9}\t1\nq\tcafe\u{301}\t2\nq\tbad\tx\n"
    var bad: [LineError] = []
    let judgements = try Judgements(path: folder.write(text.utf8, to: "a.tsv")) { bad.append($0) }
    #expect(judgements.count == 2)
    #expect(judgements.grades["q"]?["caf\u{e9}"] == 1)
    #expect(judgements.grades["q"]?["cafe\u{301}"] == 2)
    #expect(bad.map(\.fault) == [LineFault(JudgementFault.notAGrade("x"))])
  }

  @Test("TREC's layout takes white space of any length, and comments")
  func trec() throws {
    let text = "# judged in May\nq 0 a 1\n  q\tQ0  b\t2  \n"
    let judgements = try Judgements(path: folder.write(text.utf8, to: "a.qrels"))
    #expect(judgements.grades == ["q": ["a": 1, "b": 2]])
  }

  @Test(
    "A line that is no judgement names its number and the fault",
    arguments: [
      ("q\ta", JudgementFault.notAJudgement(fields: 2)),
      ("q 0 a 1 2", JudgementFault.notAJudgement(fields: 5)),
      ("q\ta\t1.5", JudgementFault.notAGrade("1.5")),
      ("q\ta\tscore", JudgementFault.notAGrade("score")),
      ("q\ta\t99999999999999999999", JudgementFault.notAGrade("99999999999999999999")),
      ("\ta\t1", TextFault.emptyID),
      ("x\ta\t2", JudgementFault.contradiction(query: "x", passage: "a", grades: [1, 2])),
    ] as [(String, any LineFaultCause)])
  func faults(line: String, fault: any LineFaultCause) throws {
    let path = try folder.write("x\ta\t1\n\(line)\n".utf8, to: "bad.tsv")
    #expect(throws: LineError(.line(2, of: path.string), fault)) {
      try Judgements(path: path)
    }
  }

  @Test("Bytes that are not UTF-8 name their line")
  func notText() throws {
    let path = try folder.write(Array("q\ta\t1\nq\tb".utf8) + [0xC3, 0x28, 9, 0x31], to: "bad.tsv")
    #expect(throws: LineError(.line(2, of: path.string), TextFault.notUTF8(offset: 3, byte: 0xC3)))
    {
      try Judgements(path: path)
    }
  }

  @Test(
    "A line may lie across the blocks in which a file is read",
    arguments: [(1 << 20) - 5, (1 << 20) - 4, 1 << 20, 3 << 20])
  func longLines(length: Int) throws {
    let id = String(repeating: "a", count: length)
    let text = "q\t\(id)\t1\nr\tb\t2\nq\tc\t1"
    let judgements = try Judgements(path: folder.write(text.utf8, to: "long.tsv"))
    #expect(judgements.grades == ["q": [Identifier(id): 1, "c": 1], "r": ["b": 2]])
  }
}
