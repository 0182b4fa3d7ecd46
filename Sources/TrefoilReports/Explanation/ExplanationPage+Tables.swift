internal import Trefoil
internal import TrefoilFormats

extension ExplanationPage {
  /// What each word of the query matched.
  func matched(_ words: [MatchedWord]) -> [Markup] {
    let chosen = Largest(words, count: top, by: \.contribution)
    let largest = words.reduce(0) { max($0, $1.contribution) }
    let score = explanation.scores.colbert ?? 0
    var table = PageTable([
      Table.Column("Query"), Table.Column("Share", isNumeric: true), Table.Column(""),
      Table.Column("Similarity", isNumeric: true), Table.Column("Passage"),
    ])
    for word in chosen.shown {
      table.append(
        [
          .foreign(explanation.query.words[word.queryWord].label),
          .text(ShareText.cell(word.contribution, of: score)),
          .bar(ShareText.share(word.contribution, of: largest)),
          .text(ScoreText.cell(word.similarity)), .foreign(explanation.partners(of: word)),
        ], lights: ["q\(word.queryWord)"] + word.partners.map { "p\($0.passageWord)" })
    }
    return [.element("h2", [], ExplanationTables.matchedTitle), table.markup]
      + Self.rest(chosen, of: score)
  }

  /// What the two texts share.
  func shared(_ words: [SharedWord]) -> [Markup] {
    let title = Markup.element("h2", [], ExplanationTables.sharedTitle)
    guard !words.isEmpty else { return [title, .note("None, so the lexical score is 0.")] }
    let chosen = Largest(words, count: top, by: \.product)
    let score = explanation.scores.sparse ?? 0
    var table = PageTable(
      [Table.Column("Query"), Table.Column("Share", isNumeric: true), Table.Column("Token")]
        + ["Weight", "× weight", "= adds"].map { Table.Column($0, isNumeric: true) }
        + [Table.Column("Passage")])
    for word in chosen.shown {
      for token in word.tokens {
        table.append(
          [
            .foreign(explanation.query.words[word.queryWord].label),
            .text(ShareText.cell(token.product, of: score)),
            .foreign(explanation.query.tokens[token.queryToken].piece),
            .text(ScoreText.cell(token.queryWeight)), .text(ScoreText.cell(token.passageWeight)),
            .text(ScoreText.cell(token.product)),
            .foreign(explanation.passage.words[word.passageWord].label),
          ], lights: ["q\(word.queryWord)", "p\(word.passageWord)"])
      }
    }
    return [title, table.markup] + Self.rest(chosen, of: score)
  }

  private static func rest(_ chosen: Largest<some Any>, of score: Float) -> [Markup] {
    guard chosen.hiddenCount > 0 else { return [] }
    return [.note("\(chosen.hiddenCount) more: \(ShareText.cell(chosen.hiddenSum, of: score)).")]
  }
}
