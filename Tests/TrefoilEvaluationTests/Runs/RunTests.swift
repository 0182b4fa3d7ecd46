import SystemPackage
import TrefoilTesting
import Testing
import TrefoilEvaluation
import TrefoilFiles

@Suite("Runs")
struct RunTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func run(_ text: String) throws -> Run {
    try Run(path: folder.write(text.utf8, to: "a.run"))
  }

  @Test("Entries stand by score as 32 bits, then by the id's bytes, both falling")
  func order() {
    let entries = [
      ("10", 1.0), ("9", 1.0), ("\u{ff5a}", 1.0), ("\u{1f600}", 1.0), ("e\u{301}a", 1.0),
      ("\u{e9}z", 1.0), ("a", 1.0 + 1e-9), ("low", 0.5), ("high", 1.0 + 1e-6), ("none", .nan),
    ].map { Run.Entry(passage: Identifier($0.0), score: $0.1) }
    let ordered = Run.ordered(entries).map(\.passage)
    #expect(
      ordered == [
        "high", "\u{1f600}", "\u{ff5a}", "\u{e9}z", "e\u{301}a", "a", "9", "10", "low", "none",
      ])
    var run = Run(tag: "t")
    run.set(entries, for: "q")
    #expect(run.rankings["q"]?.map(\.passage) == ordered)
    #expect(Run(tag: "t", rankings: ["q": entries]).rankings["q"]?.map(\.passage) == ordered)
  }

  @Test("Ranks, blank lines, comments and what follows the tag say nothing")
  func reading() throws {
    let text = "\u{feff}q Q0 b 1 0.5 mine\r\n\n# a comment\n  q\tQ0\ta 2   1e0 other more words\n"
    let run = try run(text)
    #expect(run.tag == "mine")
    #expect(
      run.rankings == [
        "q": [Run.Entry(passage: "a", score: 1), Run.Entry(passage: "b", score: 0.5)]
      ])
    #expect(try self.run("").rankings.isEmpty)
  }

  @Test(
    "A line that is no run's names its number and the fault",
    arguments: [
      ("q Q0 a 1 0.5", RunFault.notARunLine(fields: 5)),
      ("q Q0 a 1 high tag", RunFault.notAScore("high")),
      ("q Q0 a 1 nan tag", RunFault.notAScore("nan")),
      ("x Q0 a 3 0.25 tag", RunFault.repeatedPassage("a", query: "x")),
      ("q Q0 \0 1 0.5 tag", TextFault.nul(offset: 5)),
      ("q\ta\t0", RunFault.notARank("0")), ("qid pid rank", RunFault.notARank("rank")),
      ("q 1\tQ0\ta\t1\thigh\ttag", RunFault.notAScore("high")),
    ] as [(String, any LineFaultCause)])
  func faults(line: String, fault: any LineFaultCause) throws {
    let path = try folder.write("x Q0 a 1 0.5 tag\n\n\(line)\n".utf8, to: "bad.run")
    #expect(throws: LineError(.line(3, of: path.string), fault)) {
      try Run(path: path)
    }
  }

  @Test("MS MARCO's lines have the reciprocal of their rank as score, and ids are bytes")
  func marco() throws {
    let run = try run("q\tcaf\u{e9}\t2\nq\tcafe\u{301}\t1\n")
    #expect(
      run.rankings["q"] == [
        Run.Entry(passage: "cafe\u{301}", score: 1), Run.Entry(passage: "caf\u{e9}", score: 0.5),
      ])
  }

  @Test(
    "Ids may have spaces where tabs alone are between the fields, and nothing else changes",
    arguments: [
      ("q 1\tQ0\tp 2\t1\t0.5\tmy tag", "q 1", "p 2"), ("q 1\tp 2\t2", "q 1", "p 2"),
      ("q \tQ0\t p\t1\t 0.5\tt", "q", "p"), ("q\tQ0\t\tp 1 0.5 t", "q", "p"),
      ("q\tQ0\tp\t1\t\t0.5 t", "q", "p"), ("q\tQ0\tp\t1\t0.5\tt\tmore", "q", "p"),
      ("q Q0 p\t1 0.5\tt", "q", "p"),
    ])
  func tabs(line: String, query: String, passage: String) throws {
    #expect(
      try run(line + "\n").rankings == [
        Identifier(query): [Run.Entry(passage: Identifier(passage), score: 0.5)]
      ])
  }

  @Test("Bad lines can be passed over")
  func skipping() throws {
    let path = try folder.write("q Q0 a 1 x t\nq Q0 a 1 2 t\nq Q0 a 2 1 t\n".utf8, to: "a.run")
    var bad = 0
    let run = try Run(path: path) { _ in bad += 1 }
    #expect(run.rankings["q"] == [Run.Entry(passage: "a", score: 2)])
    #expect(bad == 2)
  }

  @Test("A run that is not there, or is a directory, is told so")
  func noFile() throws {
    let absent = folder.path.appending("none")
    #expect(throws: FileError.missing(path: absent)) { try Run(path: absent) }
    #expect(throws: FileError.directory(path: folder.path)) { try Run(path: folder.path) }
  }

  @Test("Lines have six fields, ranks from 1, and scores of 32 bits")
  func writing() throws {
    let run = Run(
      tag: "t",
      rankings: [
        "q": [Run.Entry(passage: "b", score: 0.1), Run.Entry(passage: "a", score: 1e-9 + 0.1)]
      ])
    #expect(try run.lines(of: "q") == "q Q0 b 1 0.1 t\nq Q0 a 2 0.1 t\n")
    #expect(try run.lines(of: "other").isEmpty)
  }

  @Test(
    "A name that would make other fields is not written", arguments: ["", "a b", "a\tb", "a\n"])
  func unfitNames(name: String) {
    let entry = Run.Entry(passage: "p", score: 1)
    let runs = [
      (Run(tag: name, rankings: ["q": [entry]]), "q"),
      (Run(tag: "t", rankings: [Identifier(name): [entry]]), Identifier(name)),
      (Run(tag: "t", rankings: ["q": [Run.Entry(passage: Identifier(name), score: 1)]]), "q"),
    ]
    for (run, query) in runs {
      #expect(throws: RunError.unfitName(name)) { try run.lines(of: query) }
    }
  }

  @Test(
    "A name that is not written is shown, with what is wrong",
    arguments: [
      ("", "The name “” is empty"), ("a b", "“a b” has a space"), ("a\tb", #"“a\tb” has a tab"#),
      ("a\0", #"“a\0” has NUL"#), ("a\r\n", #"“a\r\n” has a line end"#),
      ("a\u{B}", "has white space"),
    ])
  func unfitName(name: String, part: String) {
    #expect(RunError.unfitName(name).description.contains(part))
  }

  @Test("A query whose name starts with # is read back, and is no comment")
  func numberSign() throws {
    let run = Run(tag: "t", rankings: ["#1": [Run.Entry(passage: "p", score: 1)]])
    let lines = try run.lines(of: "#1")
    let read = try self.run("# made in june, by six hands\n#no\n" + lines)
    #expect(read == run)
  }
}
