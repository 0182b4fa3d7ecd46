package import Trefoil

/// An explanation's scores and words as tables.
package struct ExplanationTables {
  /// What stands above the words of the ColBERT score.
  static let matchedTitle = "ColBERT: what each word of the query matched"
  /// What stands above the words of the lexical score.
  static let sharedTitle = "Lexical: words with tokens in both texts"

  private let explanation: Explanation
  private let top: Int?
  private let longestWord: Int

  /// Columns of a word that is not in the last column, at the least and at the most.
  private static let wordColumns = 12...28

  /// Prepares tables of at most `top` words, for a terminal of `width` columns.
  package init(_ explanation: Explanation, top: Int?, width: Int?) {
    self.explanation = explanation
    self.top = top
    let columns = Self.wordColumns
    longestWord = width.map { min(max($0 / 4, columns.lowerBound), columns.upperBound) } ?? .max
  }

  /// The scores, and what each adds to the hybrid one.
  package var scores: Table {
    var table = Table([
      Table.Column("score"), Table.Column("value", isNumeric: true),
      Table.Column("weight", isNumeric: true), Table.Column("adds", isNumeric: true),
      Table.Column("share", isNumeric: true),
    ])
    var total: Float = 0
    for part in explanation.scoreParts {
      total += part.weight
      table.append([
        part.kind.rawValue, ScoreText.cell(part.score), Self.weight(part.weight),
        ScoreText.cell(part.contribution),
        ShareText.cell(part.contribution, of: explanation.score),
      ])
    }
    table.append([
      "hybrid", ScoreText.cell(explanation.score), Self.weight(total),
      ScoreText.cell(explanation.score), ShareText.cell(explanation.score, of: explanation.score),
    ])
    return table
  }

  /// The query's words in the ColBERT score; nil if the model gives none.
  package var matchedWords: Table? {
    guard let words = explanation.matchedWords, let score = explanation.scores.colbert else {
      return nil
    }
    var table = Table([
      Table.Column("query"), Table.Column("share", isNumeric: true), Table.Column(""),
      Table.Column("similarity", isNumeric: true), Table.Column("passage"),
    ])
    let chosen = Largest(words, count: top, by: \.contribution)
    let largest = words.reduce(0) { max($0, $1.contribution) }
    for word in chosen.shown {
      table.append([
        shortened(explanation.query.words[word.queryWord].label),
        ShareText.cell(word.contribution, of: score),
        ShareBar.cell(word.contribution, largest: largest), ScoreText.cell(word.similarity),
        explanation.partners(of: word),
      ])
    }
    if chosen.hiddenCount > 0 {
      table.append([
        "\(chosen.hiddenCount) more", ShareText.cell(chosen.hiddenSum, of: score), "", "", "",
      ])
    }
    return table
  }

  /// The words that both texts have; nil if the model gives no lexical score.
  package var sharedWords: Table? {
    guard let words = explanation.sharedWords, let score = explanation.scores.sparse else {
      return nil
    }
    var table = Table([
      Table.Column("query"), Table.Column("share", isNumeric: true),
      Table.Column("weight", isNumeric: true), Table.Column("× weight", isNumeric: true),
      Table.Column("= adds", isNumeric: true), Table.Column("passage"),
    ])
    let chosen = Largest(words, count: top, by: \.product)
    for word in chosen.shown {
      for token in word.tokens {
        table.append([
          name(of: token, in: word), ShareText.cell(token.product, of: score),
          ScoreText.cell(token.queryWeight), ScoreText.cell(token.passageWeight),
          ScoreText.cell(token.product), explanation.passage.words[word.passageWord].label,
        ])
      }
    }
    if chosen.hiddenCount > 0 {
      table.append([
        "\(chosen.hiddenCount) more", ShareText.cell(chosen.hiddenSum, of: score), "", "",
        ScoreText.cell(chosen.hiddenSum), "",
      ])
    }
    return table
  }

  /// The query's word, with the token's piece if that is only a part of it.
  private func name(of token: SharedToken, in shared: SharedWord) -> String {
    let word = explanation.query.words[shared.queryWord]
    let piece = explanation.query.tokens[token.queryToken].piece
    let letters = { (text: String) in text.filter { $0.isLetter || $0.isNumber } }
    guard word.tokens.count > 1, letters(piece) != letters(word.text) else {
      return shortened(word.label)
    }
    let room = max(1, longestWord - DisplayWidth.of(piece) - 3)
    let label = DisplayWidth.shorten(DisplayWidth.flatten(word.label), to: room)
    return shortened("\(label) · \(piece)")
  }

  private func shortened(_ word: String) -> String {
    DisplayWidth.shorten(DisplayWidth.flatten(word), to: longestWord)
  }

  /// A weight as a person writes it.
  package static func weight(_ weight: Float) -> String {
    weight == weight.rounded() && weight < 1e9 ? String(Int(weight)) : weight.description
  }
}
