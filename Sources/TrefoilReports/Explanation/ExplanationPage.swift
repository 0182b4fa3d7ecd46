package import Trefoil
internal import TrefoilFormats

/// An explanation as a page that needs nothing beside itself.
///
/// Its words are links, so that it works without the script too.
package struct ExplanationPage {
  let explanation: Explanation
  let top: Int?
  let origin: PageOrigin?
  let colbert: [Float]
  let lexical: [Float]

  /// Lays out an explanation; tables have at most `top` words, all if nil.
  package init(_ explanation: Explanation, top: Int?, origin: PageOrigin? = nil) {
    self.origin = origin
    self.explanation = explanation
    self.top = top
    colbert = explanation.colbertByPassageWord
    lexical = explanation.lexicalByPassageWord
  }

  /// The whole page.
  package var html: String {
    Page(
      title: "Explained: " + DisplayWidth.shorten(explanation.query.text, to: 60),
      sheet: PageSheet.sheet, script: ExplanationScript.script, content: content
    ).html
  }

  private var content: [Markup] {
    [.element("h1", [], "Why the passage has its score"), scores] + unreadNotes
      + [.element("h2", [], "Query"), query, .element("h2", [], "Passage")] + passage
      + (explanation.matchedWords.map(matched) ?? [])
      + (explanation.sharedWords.map(shared) ?? []) + (origin.map { [$0.markup] } ?? [])
  }

  private var scores: Markup {
    var table = PageTable(
      [Table.Column("Score")]
        + ["Value", "Weight", "Adds", "Share"].map { Table.Column($0, isNumeric: true) }
        + [Table.Column("")])
    for part in explanation.scoreParts {
      table.append([
        .head(part.kind.rawValue), .text(ScoreText.cell(part.score)),
        .text(ExplanationTables.weight(part.weight)), .text(ScoreText.cell(part.contribution)),
        .text(ShareText.cell(part.contribution, of: explanation.score)),
        .bar(ShareText.share(part.contribution, of: explanation.score)),
      ])
    }
    table.append(
      [.head("hybrid"), .text(ScoreText.cell(explanation.score))]
        + Array(repeating: .text(""), count: 4))
    return table.markup
  }

  private var unreadNotes: [Markup] {
    [("query", explanation.query), ("passage", explanation.passage)].compactMap { name, text in
      text.unread.map {
        .note("Not read of the \(name): \($0.tokenCount) of \(text.tokenCounts.seen) tokens.")
      }
    }
  }
}
