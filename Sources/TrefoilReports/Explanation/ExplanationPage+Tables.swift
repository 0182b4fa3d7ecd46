internal import Trefoil
internal import TrefoilFormats

extension ExplanationPage {
  /// What each word of the query found.
  func matched(_ words: [MatchedWord]) -> [Markup] {
    let chosen = Largest(words, count: top, by: \.contribution)
    let largest = words.reduce(0) { max($0, $1.contribution) }
    let score = explanation.scores.colbert ?? 0
    let rows = chosen.shown.map { word in
      Self.row(
        lights: ["q\(word.queryWord)"] + word.partners.map { "p\($0.passageWord)" },
        [
          Self.foreign(explanation.query.words[word.queryWord].label),
          Self.number(ShareText.cell(word.contribution, of: score)),
          Self.bar(ShareText.share(word.contribution, of: largest)),
          Self.number(ScoreText.cell(word.similarity)),
          Self.foreign(explanation.partners(of: word)),
        ])
    }
    return [
      .element("h2", [], "ColBERT: what each word of the query found"),
      Self.table(["Query", "#Share", "", "#Similarity", "Passage"], rows),
    ] + Self.rest(chosen.hiddenCount, ShareText.cell(chosen.hiddenSum, of: score))
  }

  /// What the two texts share.
  func shared(_ words: [SharedWord]) -> [Markup] {
    let title = Markup.element("h2", [], "Lexical: words with tokens in both texts")
    guard !words.isEmpty else { return [title, Self.note("None, so the lexical score is 0.")] }
    let chosen = Largest(words, count: top, by: \.product)
    let score = explanation.scores.sparse ?? 0
    let rows = chosen.shown.flatMap { word in
      word.tokens.map { token in
        Self.row(
          lights: ["q\(word.queryWord)", "p\(word.passageWord)"],
          [
            Self.foreign(explanation.query.words[word.queryWord].label),
            Self.number(ShareText.cell(token.product, of: score)),
            Self.foreign(explanation.query.tokens[token.queryToken].piece),
            Self.number(ScoreText.cell(token.queryWeight)),
            Self.number(ScoreText.cell(token.passageWeight)),
            Self.number(ScoreText.cell(token.product)),
            Self.foreign(explanation.passage.words[word.passageWord].label),
          ])
      }
    }
    return [
      title,
      Self.table(
        ["Query", "#Share", "Token", "#Weight", "#× weight", "#= adds", "Passage"], rows),
    ] + Self.rest(chosen.hiddenCount, ShareText.cell(chosen.hiddenSum, of: score))
  }

  /// A table whose titles begin with `#` where the column holds numbers.
  static func table(_ titles: [String], _ rows: [Markup]) -> Markup {
    let heads = titles.map { title in
      let isNumeric = title.hasPrefix("#")
      return Markup.element(
        "th", [("scope", "col"), ("class", isNumeric ? "number" : "")],
        isNumeric ? String(title.dropFirst()) : title)
    }
    return .element(
      "div", [("class", "scroll")],
      [
        .element(
          "table", [],
          [.element("thead", [], [.element("tr", [], heads)]), .element("tbody", [], rows)])
      ])
  }

  /// A row, and the ids of the words that it lights up.
  static func row(lights: [String] = [], _ cells: [Markup]) -> Markup {
    .element(
      "tr", lights.isEmpty ? [] : [("data-lights", lights.joined(separator: " "))], cells)
  }

  /// A cell with a number.
  static func number(_ text: String) -> Markup {
    .element("td", [("class", "number")], text)
  }

  /// A cell with a part of the texts, whichever way it is written.
  private static func foreign(_ text: String) -> Markup {
    .element("td", [], [.element("bdi", [], text)])
  }

  /// A cell with a bar; empty without a share.
  static func bar(_ share: Float?) -> Markup {
    .element(
      "td", [],
      [
        .element(
          "span", [("class", "bar")],
          [.element("span", [("style", Self.share(share ?? 0, of: 1))], [])])
      ])
  }

  /// A line of small print.
  static func note(_ text: String) -> Markup {
    .element("p", [("class", "note")], text)
  }

  private static func rest(_ count: Int, _ share: String) -> [Markup] {
    count > 0 ? [note("\(count) more: \(share).")] : []
  }
}
