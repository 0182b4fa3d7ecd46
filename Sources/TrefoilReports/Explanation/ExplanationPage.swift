package import Trefoil
internal import TrefoilFormats

/// An explanation as a page that needs nothing beside itself.
///
/// Its words are links, so that it works without the script too.
package struct ExplanationPage {
  let explanation: Explanation
  let top: Int?
  let colbert: [Float]
  let lexical: [Float]

  /// Lays out an explanation; tables have at most `top` words, all if nil.
  package init(_ explanation: Explanation, top: Int?) {
    self.explanation = explanation
    self.top = top
    colbert = explanation.colbertByPassageWord
    lexical = explanation.lexicalByPassageWord
  }

  /// The whole page.
  package var html: String {
    let title = "Explained: " + DisplayWidth.shorten(explanation.query.text, to: 60)
    let policy = [("http-equiv", "Content-Security-Policy"), ("content", Self.securityPolicy)]
    return Markup.page(
      title: title, sheet: ExplanationPageStyle.sheet, head: [.element("meta", policy, [])],
      body: [
        .element("main", [], content),
        .element("script", [], [.verbatim(ExplanationPageStyle.script)]),
      ])
  }

  /// Nothing is loaded, from nowhere.
  private static let securityPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"

  private var content: [Markup] {
    [.element("h1", [], "Why the passage has its score"), scores] + unreadNotes
      + [.element("h2", [], "Query"), query, .element("h2", [], "Passage")] + passage
      + (explanation.matchedWords.map(matched) ?? [])
      + (explanation.sharedWords.map(shared) ?? [])
  }

  private var scores: Markup {
    let parts = explanation.scoreParts.map { part in
      Self.row(
        [.element("td", [], part.kind.rawValue)]
          + [
            ScoreText.cell(part.score), ExplanationTables.weight(part.weight),
            ScoreText.cell(part.contribution),
            ShareText.cell(part.contribution, of: explanation.score),
          ].map(Self.number)
          + [Self.bar(ShareText.share(part.contribution, of: explanation.score))])
    }
    let hybrid = Self.row(
      [.element("td", [], "hybrid"), Self.number(ScoreText.cell(explanation.score))]
        + Array(repeating: .element("td", [], []), count: 4))
    return Self.table(["Score", "#Value", "#Weight", "#Adds", "#Share", ""], parts + [hybrid])
  }

  private var unreadNotes: [Markup] {
    [("query", explanation.query), ("passage", explanation.passage)].compactMap { name, text in
      text.unread.map {
        Self.note("Not read of the \(name): \($0.tokenCount) of \(text.tokenCounts.seen) tokens.")
      }
    }
  }
}
