package import Trefoil

/// An explanation as lines for a terminal.
package struct ExplanationView {
  /// The lines.
  package private(set) var lines: [String] = []
  private let explanation: Explanation
  private let painter: Painter
  private let width: Int?

  /// Lays out an explanation; tables have at most `top` words, all if nil.
  package init(_ explanation: Explanation, top: Int?, width: Int?, painter: Painter) {
    self.explanation = explanation
    self.painter = painter
    self.width = width
    let tables = ExplanationTables(explanation, top: top, width: width)
    append(tables.scores)
    if let table = tables.matchedWords {
      begin(ExplanationTables.matchedTitle)
      append(table)
    }
    if let table = tables.sharedWords {
      begin(ExplanationTables.sharedTitle)
      if explanation.sharedWords?.isEmpty ?? true {
        lines.append("none, so the lexical score is 0")
      } else {
        append(table)
      }
    }
    appendPassage()
    appendUnread()
  }

  private mutating func begin(_ title: String) {
    lines.append("")
    lines.append(painter.paint(shortened(title), .cyan))
  }

  private mutating func append(_ table: Table) {
    lines += table.lines(width: width, painter: painter)
  }

  private mutating func appendPassage() {
    let colbert = explanation.colbertByPassageWord
    let lexical = explanation.lexicalByPassageWord
    let words = explanation.passage.words
    let largest = zip(words, colbert).reduce(0) {
      $1.0.origin == .text ? max($0, $1.1) : $0
    }
    let text = ShadedText(
      explanation.passage, levels: colbert.map { Shade.level($0, largest: largest) },
      isUnderlined: lexical.map { $0 > 0 }, width: width, painter: painter)
    guard !text.lines.isEmpty else { return }
    begin("Passage" + legend)
    lines += text.lines
    guard let score = explanation.scores.colbert else { return }
    let outside = zip(words, colbert).filter { $0.origin != .text && $1 > 0 }
      .map { "\($0.text) \(ShareText.cell($1, of: score))" }
    guard !outside.isEmpty else { return }
    let note = "outside the text: " + outside.joined(separator: ", ")
    lines.append(painter.paint(shortened(DisplayWidth.flatten(note)), .dim))
  }

  /// What the passage's marks mean.
  private var legend: String {
    var marks: [String] = []
    if explanation.matchedTokens != nil {
      marks.append(painter.isEnabled ? "shaded by ColBERT" : "[some], [[much]] of ColBERT")
    }
    if explanation.sharedTokens != nil {
      marks.append(painter.isEnabled ? "lexical underlined" : "lexical*")
    }
    return marks.isEmpty ? "" : ": " + marks.joined(separator: ", ")
  }

  private mutating func appendUnread() {
    for (name, text) in [("query", explanation.query), ("passage", explanation.passage)] {
      guard let unread = text.unread else { continue }
      var note = "not read of the \(name): \(unread.tokenCount) of \(text.tokenCounts.seen) tokens"
      if let range = unread.range {
        let scalars = ScalarOffsets(text.text)[range]
        note += " (characters \(scalars.lowerBound) to \(scalars.upperBound))"
      }
      lines.append(painter.paint(note, .yellow))
    }
  }

  private func shortened(_ text: String) -> String {
    width.map { DisplayWidth.shorten(text, to: max(20, $0)) } ?? text
  }
}
