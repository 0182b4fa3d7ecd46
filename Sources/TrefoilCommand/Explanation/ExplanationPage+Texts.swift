internal import Trefoil

extension ExplanationPage {
  /// The query, whose words link to what they found.
  func query(_ html: inout HTMLText) {
    let matches = Dictionary(
      (explanation.matchedWords ?? []).map { ($0.queryWord, $0) },
      uniquingKeysWith: { one, _ in one })
    let largest = (explanation.matchedWords ?? []).reduce(0) { max($0, $1.contribution) }
    let partners = Dictionary(
      grouping: explanation.sharedWords ?? [], by: \.queryWord
    ).mapValues { $0.reduce(0) { $0 + $1.product } }
    paragraph(&html, explanation.query) { html, index, word in
      guard let match = matches[index] else {
        html.element("span", ["class": Self.classes(word, isShared: false)], word.text)
        return
      }
      let found = match.partners.map { "p\($0.passageWord)" }
      html.element(
        "a",
        [
          "class": Self.classes(word, isShared: partners[index] != nil), "id": "q\(index)",
          "href": "#\(found.first ?? "")", "data-lights": found.joined(separator: " "),
          "style": Self.share(match.contribution, of: largest),
          "data-share": Self.lexicalShare(partners[index] ?? 0, explanation),
          "title": "\(colbertShare(match.contribution)): \(explanation.partners(of: match)),"
            + " similarity \(ScoreText.cell(match.similarity))",
        ], word.text)
    }
  }

  /// The passage, whose words link to what found them.
  func passage(_ html: inout HTMLText) {
    var finders: [Int: [String]] = [:]
    for match in explanation.matchedWords ?? [] {
      for partner in match.partners {
        finders[partner.passageWord, default: []].append("q\(match.queryWord)")
      }
    }
    let largest = zip(explanation.passage.words, colbert).reduce(0) {
      $1.0.origin == .text ? max($0, $1.1) : $0
    }
    paragraph(&html, explanation.passage) { html, index, word in
      let found = finders[index] ?? []
      let classes = Self.classes(word, isShared: lexical[index] > 0)
      let style = Self.share(colbert[index], of: largest)
      let share = Self.lexicalShare(lexical[index], explanation)
      guard let first = found.first else {
        html.element(
          "span", ["class": classes, "id": "p\(index)", "data-share": share], word.text)
        return
      }
      html.element(
        "a",
        [
          "class": classes, "id": "p\(index)", "href": "#\(first)",
          "data-lights": found.joined(separator: " "), "style": style, "data-share": share,
          "title": colbertShare(colbert[index]),
        ], word.text)
    }
    var notes: [String] = []
    if explanation.matchedTokens != nil {
      notes.append("A word is shaded by what it carries of the ColBERT score")
    }
    if explanation.sharedTokens != nil {
      notes.append("underlined with its share of the lexical score")
    }
    if !notes.isEmpty {
      html.element("p", ["class": "note"], notes.joined(separator: ", ") + ".")
    }
  }

  /// A text in a frame: its own words, between what the model adds before and behind.
  private func paragraph(
    _ html: inout HTMLText, _ text: ExplainedText,
    _ word: (inout HTMLText, Int, ExplainedWord) -> Void
  ) {
    html.element("p", ["class": "text", "dir": "auto"]) { html in
      let last = text.words.count - 1
      // <s> has no vector, so it stands in no score but the dense one.
      for (index, added) in text.words.enumerated().dropFirst() where added.origin == .instruction {
        word(&html, index, added)
        html.text(" ")
      }
      for run in text.runs {
        switch run.kind {
        case .word(let index): word(&html, index, text.words[index])
        case .between: html.text(run.text)
        case .unread: html.element("span", ["class": "unread"], run.text)
        }
      }
      html.text(" ")
      word(&html, last, text.words[last])
    }
  }

  private func colbertShare(_ contribution: Float) -> String {
    ShareText.cell(contribution, of: explanation.scores.colbert ?? 0) + " of ColBERT"
  }

  private static func lexicalShare(_ product: Float, _ explanation: Explanation) -> String {
    product > 0 ? ShareText.cell(product, of: explanation.scores.sparse ?? 0) : ""
  }

  private static func classes(_ word: ExplainedWord, isShared: Bool) -> String {
    "word" + (word.origin == .text ? "" : " aside") + (isShared ? " shared" : "")
  }

  /// The custom property by which the sheet shades.
  static func share(_ part: Float, of largest: Float) -> String {
    let share = ShareText.share(part, of: largest) ?? 0
    return "--share:\(ScoreText.cell(min(1, max(0, share))))"
  }
}
