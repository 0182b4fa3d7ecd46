package import Trefoil

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
  package var markup: String {
    var html = HTMLText()
    html.verbatim("<!DOCTYPE html>\n")
    html.element("html") { html in
      html.element("head") { html in
        html.verbatim("<meta charset=\"utf-8\"/>")
        html.verbatim(
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>")
        html.verbatim(
          """
          <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
          style-src 'unsafe-inline'; script-src 'unsafe-inline'"/>
          """)
        html.element("title", "Explained: " + DisplayWidth.shorten(explanation.query.text, to: 60))
        html.element("style") { $0.verbatim(ExplanationPageStyle.sheet) }
      }
      html.element("body") { html in
        html.element("main", body)
        html.element("script") { $0.verbatim(ExplanationPageStyle.script) }
      }
    }
    html.verbatim("\n")
    return html.markup
  }

  private func body(_ html: inout HTMLText) {
    html.element("h1", "Why the passage has its score")
    scores(&html)
    html.element("h2", "Query")
    query(&html)
    html.element("h2", "Passage")
    passage(&html)
    if let words = explanation.matchedWords { matched(words, &html) }
    if let words = explanation.sharedWords { shared(words, &html) }
  }

  private func scores(_ html: inout HTMLText) {
    Self.table(&html, ["Score", "#Value", "#Weight", "#Adds", "#Share", ""]) { html in
      for part in explanation.namedScores {
        Self.row(&html) { html in
          html.element("td", part.name)
          for cell in [
            ScoreText.cell(part.score), ExplanationTables.weight(part.weight),
            ScoreText.cell(part.contribution),
            ShareText.cell(part.contribution, of: explanation.score),
          ] {
            html.element("td", ["class": "number"], cell)
          }
          Self.bar(&html, ShareText.share(part.contribution, of: explanation.score))
        }
      }
      Self.row(&html) { html in
        html.element("td", "hybrid")
        html.element("td", ["class": "number"], ScoreText.cell(explanation.score))
        for _ in 0..<4 { html.element("td", "") }
      }
    }
    for (name, text) in [("query", explanation.query), ("passage", explanation.passage)] {
      guard let unread = text.unread else { continue }
      html.element(
        "p", ["class": "note"],
        "Not read of the \(name): \(unread.tokens) of \(text.tokensSeen) tokens.")
    }
  }
}
