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
    ])
  func layouts(text: String) throws {
    let judgements = try Judgements(path: folder.write(text.utf8, to: "a.tsv"))
    #expect(judgements.grades == ["q": ["a": 1, "b b": -2], "r": ["a": 0]])
    #expect(judgements.count == 3)
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
      ("q a 1", JudgementFault.notAJudgement(fields: 3)),
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
    #expect(judgements.grades == ["q": [id: 1, "c": 1], "r": ["b": 2]])
  }
}
