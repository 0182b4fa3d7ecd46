import Testing
import TrefoilCommand
import TrefoilReports

@Suite("What a terminal shows")
struct TerminalTests {
  @Test(
    "has the width of its characters",
    arguments: [
      ("", 0), ("abc", 3), ("潮汐", 4), ("がぎ", 4), ("e\u{301}", 1), ("한국어", 6), ("é", 1),
      ("😀", 2), ("👨‍👩‍👧", 2), ("ｱ", 1), ("Ａ", 2), ("Привет", 6), ("❤️", 2),
    ])
  func width(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test(
    "is cut where it would not fit",
    arguments: [
      ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("潮汐表", 5, "潮汐…"), ("潮汐表", 4, "潮…"),
      ("abc", 1, "…"), ("abc", 0, ""), ("", 0, ""), ("潮", 1, "…"),
    ])
  func shorten(text: String, width: Int, expected: String) {
    let short = DisplayWidth.shorten(text, to: width)
    #expect(short == expected)
    #expect(DisplayWidth.of(short) <= width)
  }

  @Test("can't be commanded by a text")
  func flatten() {
    #expect(DisplayWidth.flatten("a\tb\r\n\u{1B}[31mc\u{7}\u{85}\u{2028}") == "a b   [31mc   ")
  }

  @Test("can't be turned around by a text, nor hide a part of it, but keeps what joins letters")
  func flattenFormats() {
    #expect(DisplayWidth.flatten("safe \u{202E}txet\u{202C} \u{2066}x\u{2069}") == "safe txet x")
    #expect(DisplayWidth.flatten("\u{FEFF}a\u{AD}b\u{200B}\u{200F}\u{E0041}") == "ab")
    for kept in ["👨‍👩‍👧", "می‌خواهم", "\u{600}١٢", "שלום"] {
      #expect(DisplayWidth.flatten(kept) == kept)
    }
  }

  @Test("names texts that were cut, the limit, and what helps")
  func truncation() {
    var warning = TruncationWarning(limit: 16, modelLimit: 512)
    #expect(warning.message == nil)
    for name in ["“a”", "“b”", "“c”", "“d”"] { warning.add(name) }
    #expect(
      warning.message?.contains("4 texts were cut to 16 tokens (“a”, “b”, “c” and 1 more)") == true)
    #expect(warning.message?.contains("up to the model's own 512") == true)
    warning = TruncationWarning(limit: nil, modelLimit: 512)
    warning.add("the query")
    #expect(warning.message?.contains("1 text was cut to 512 tokens (the query)") == true)
    #expect(warning.message?.contains("--windows") == true)
    #expect(warning.message?.contains("--max-length") == false)
  }

  @Test("aligns columns by width, and shortens the last to what is left")
  func table() {
    var table = Table([.init("id"), .init("score", isNumeric: true), .init("text")])
    table.append(["潮", "1.5", "潮汐はどうして起こるのか"])
    table.append(["abc", "-10.25", "x\ny"])
    let wide = ["id    score  text", "潮      1.5  潮汐はどうして起こるのか", "abc  -10.25  x y"]
    #expect(table.lines() == wide)
    #expect(table.lines(width: 28)[1] == "潮      1.5  潮汐はどうして…")
    #expect(
      table.lines(width: 20) == [
        "id    score", "潮      1.5", "abc  -10.25", "", "id   text", "潮   潮汐はどうして…",
        "abc  x y",
      ])
    #expect(table.lines(painter: Painter(isEnabled: true))[0] == "\u{1B}[1m\(wide[0])\u{1B}[0m")
    #expect(Table([.init("a")]).lines(width: 80) == ["a"])
  }

  @Test("paints the cells of a table that are to be bold, and nothing of their padding")
  func boldCells() {
    var table = Table([.init("name"), .init("b", isNumeric: true), .init("c")])
    table.append(["x", "12", "y"], bold: [0, 1])
    let painted = table.lines(painter: Painter(isEnabled: true))
    #expect(painted[1] == "\u{1B}[1mx\u{1B}[0m     \u{1B}[1m12\u{1B}[0m  y")
    #expect(table.lines()[1] == "x     12  y")
  }

  @Test("keeps its columns straight where a word is wider than what is left for the last")
  func straight() {
    var table = Table([.init("word"), .init("n", isNumeric: true), .init("text")])
    table.append(["a", "1", "x"])
    table.append(["antidisestablishmentarianism", "2", "y"])
    let padding = String(repeating: " ", count: 27)
    #expect(table.lines()[1] == "a\(padding)  1  x")
    #expect(table.lines()[2] == "antidisestablishmentarianism  2  y")
    #expect(table.lines(width: 33)[2] == "antidisestablishmentari…  2  y")
  }

  @Test("puts columns that do not fit below one another", arguments: [20, 40, 60, 80, 200])
  func narrow(width: Int) {
    let measures = ["ndcg@10", "mrr@10", "map@100", "recall@100", "precision@10", "hit@10"]
    var table = Table([.init("system")] + measures.map { .init($0, isNumeric: true) })
    table.append(["dense"] + measures.map { _ in "0.1234" })
    let lines = table.lines(width: width)
    for line in lines { #expect(DisplayWidth.of(line) <= max(width, 21)) }
    for measure in measures { #expect(lines.contains { $0.contains(measure) }) }
    #expect(lines.count { $0.hasPrefix("system") } == lines.count { $0.hasPrefix("dense") })
    #expect((lines.count == 2) == (width >= 73))
  }

  @Test(
    "has colours as the user and the environment want",
    arguments: [
      (.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
      (.auto, true, ["NO_COLOR": ""], true), (.auto, true, ["TERM": "dumb"], false),
      (.auto, true, ["TERM": ""], false), (.auto, true, ["TERM": "xterm"], true),
      (.always, false, ["NO_COLOR": "1"], true), (.never, true, [:], false),
    ] as [(ColorChoice, Bool, [String: String], Bool)])
  func color(choice: ColorChoice, terminal: Bool, environment: [String: String], isOn: Bool) {
    #expect(choice.isOn(terminal: terminal, environment: environment) == isOn)
  }

  @Test(
    "shows scores with four decimals",
    arguments: [
      (0.5, "0.5000"), (-0.00004, "0.0000"), (-0.5, "-0.5000"), (1.00006, "1.0001"),
      (123.4, "123.4000"), (nil, "–"), (3e30, "3e+30"), (.nan, "nan"), (.infinity, "inf"),
    ] as [(Float?, String)])
  func score(score: Float?, text: String) {
    #expect(ScoreText.cell(score) == text)
  }

  @Test("shows progress with its rate and the time left")
  func progress() {
    var bar = ProgressBar(
      title: "encoding", fraction: 0.25, done: "10 texts", tokens: 500, elapsed: 5)
    #expect(bar.remaining == 15)
    let line = bar.line(width: 79)
    #expect(
      line == "encoding  ██████░░░░░░░░░░░░░░░░░░░░  25%  10 texts, 100 tokens/s, 0:15 left")
    for width in 0..<120 { #expect(DisplayWidth.of(bar.line(width: width)) <= width) }
    bar.fraction = nil
    #expect(bar.line(width: 79) == "encoding  10 texts, 100 tokens/s")
    bar = ProgressBar(title: "encoding", fraction: 0)
    #expect(bar.remaining == nil)
    #expect(bar.line(width: 79).hasSuffix("0%  "))
  }

  @Test(
    "shows times as clocks do",
    arguments: [
      (0, "0:00"), (59.6, "1:00"), (61, "1:01"), (3600, "1:00:00"), (-1, "0:00"),
      (.infinity, "99:59:59"),
    ] as [(Double, String)])
  func clock(seconds: Double, text: String) {
    #expect(ProgressBar.clock(seconds) == text)
  }
}
