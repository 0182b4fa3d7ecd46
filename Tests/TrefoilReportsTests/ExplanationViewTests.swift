import Testing
import Trefoil
import TrefoilTesting
import TrefoilReports

@Suite("Views of explanations")
struct ExplanationViewTests {
  @Test(
    "show a share as percent, or a dash where there is none",
    arguments: [
      (0.5, 1, "50.0%"), (0.1234, 1, "12.3%"), (-0.02, 0.5, "-4.0%"), (0, 1, "0.0%"), (1, 0, "–"),
      (1, -1, "–"), (.nan, 1, "–"), (1, .leastNonzeroMagnitude, "–"), (2, 1, "200.0%"),
    ] as [(Float, Float, String)])
  func share(part: Float, whole: Float, expected: String) {
    #expect(ShareText.cell(part, of: whole) == expected)
  }

  @Test(
    "draw a bar as long as the share, and never an invisible one",
    arguments: [
      (1, 1, "██████████"), (0.5, 1, "█████"), (0.55, 1, "█████▌"), (0.001, 1, "▏"), (0, 1, ""),
      (-1, 1, ""), (.nan, 1, ""), (1, 0, ""),
    ] as [(Float, Float, String)])
  func bar(part: Float, largest: Float, expected: String) {
    #expect(ShareBar.cell(part, largest: largest) == expected)
  }

  @Test(
    "shade in five steps",
    arguments: [
      (1, 1, 5), (0.81, 1, 5), (0.8, 1, 4), (0.2, 1, 1), (0.0001, 1, 1), (0, 1, 0), (-1, 1, 0),
      (.nan, 1, 0), (1, 0, 0),
    ] as [(Float, Float, Int)])
  func shade(part: Float, largest: Float, expected: Int) {
    #expect(Shade.level(part, largest: largest) == expected)
  }

  @Test("keep the largest in their order, the first of equals, and sum the others")
  func largest() {
    let all = Largest([1, 5, 2, 5, 3] as [Float], count: nil) { $0 }
    #expect(all.shown == [1, 5, 2, 5, 3] && all.hiddenCount == 0 && all.hiddenSum == 0)
    let three = Largest([1, 5, 2, 5, 3] as [Float], count: 3) { $0 }
    #expect(three.shown == [5, 5, 3] && three.hiddenCount == 2 && three.hiddenSum == 3)
    #expect(Largest([4, 4] as [Float], count: 5) { $0 }.shown == [4, 4])
    #expect(Largest([Float](), count: 1) { $0 }.shown.isEmpty)
  }

  @Test("count in Unicode scalars across the borders of blocks")
  func scalars() {
    for text in ["", "a", "é潮👩‍👩‍👧e\u{301}", String(repeating: "潮a👩", count: 300)] {
      let offsets = ScalarOffsets(text)
      var utf8 = 0
      for (index, scalar) in text.unicodeScalars.enumerated() {
        let width = UTF8.width(scalar)
        #expect(offsets[utf8..<utf8 + width] == index..<index + 1)
        utf8 += width
      }
      #expect(offsets[0..<utf8] == 0..<text.unicodeScalars.count)
    }
  }
}

@Suite("Shaded passages", .enabled(if: Folders.exists(Folders.tinyModel), "there is no model"))
struct ShadedTextTests {
  private func explained(_ passage: String) async throws -> ExplainedText {
    let model = ModelDirectory(path: Folders.tinyModel)
    return try await Embedder(model: model).explain(query: "a", passage: passage).passage
  }

  @Test(
    "fit their width and lose no character that can be seen",
    arguments: [
      "the lighthouse keeper keeps a diary", "灯塔看守人每天晚上点亮灯，然后写日记。",
      "a\n\n\u{1B}[31mb  c\t\u{7}d", String(repeating: "x", count: 90), "👩‍👩‍👧 family ❤️", "",
    ])
  func fit(passage: String) async throws {
    let text = try await explained(passage)
    let runs = text.runs
    #expect(runs.map(\.text).joined() == passage)
    let levels = text.words.indices.map { $0 % 6 }
    let lines = text.words.indices.map { $0.isMultiple(of: 2) }
    for width in [2, 3, 10, 33, 80] {
      let plain = ShadedText(
        text, levels: levels.map { _ in 0 }, isUnderlined: lines.map { _ in false }, width: width,
        painter: Painter(isEnabled: false)
      ).lines
      #expect(plain.allSatisfy { DisplayWidth.of($0) <= width && !$0.isEmpty })
      let ink = { (text: String) in DisplayWidth.flatten(text).filter { !$0.isWhitespace } }
      #expect(ink(plain.joined()) == ink(passage))
      let marked = ShadedText(
        text, levels: levels, isUnderlined: lines, width: width,
        painter: Painter(isEnabled: false)
      ).lines
      #expect(marked.allSatisfy { DisplayWidth.of($0) <= width })
      let painted = ShadedText(
        text, levels: levels, isUnderlined: lines, width: width, painter: Painter(isEnabled: true)
      ).lines
      #expect(painted.map(withoutColors) == plain)
    }
  }

  private func withoutColors(_ line: String) -> String {
    line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
  }

  @Test("mark what carries much, and underline what is shared")
  func marks() async throws {
    let text = try await explained("one two three")
    let origins = text.words.map(\.text)
    let levels = origins.map { ["one": 5, "two": 2][$0] ?? 0 }
    let lexical = origins.map { $0 == "three" }
    let plain = ShadedText(
      text, levels: levels, isUnderlined: lexical, width: nil, painter: Painter(isEnabled: false))
    #expect(plain.lines == ["[[one]] [two] three*"])
    let painted = ShadedText(
      text, levels: levels, isUnderlined: lexical, width: nil, painter: Painter(isEnabled: true))
    #expect(
      painted.lines == [
        "\u{1B}[38;5;16;48;5;208mone\u{1B}[0m \u{1B}[38;5;16;48;5;229mtwo\u{1B}[0m "
          + "\u{1B}[4mthree\u{1B}[0m"
      ])
  }
}
