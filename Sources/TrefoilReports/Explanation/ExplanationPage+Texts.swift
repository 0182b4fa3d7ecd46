internal import Trefoil
internal import TrefoilFormats

extension ExplanationPage {
  /// The query, whose words link to what they found.
  var query: Markup {
    let words = explanation.matchedWords ?? []
    let matches = Dictionary(
      words.map { ($0.queryWord, $0) }, uniquingKeysWith: { one, _ in one })
    let largest = words.reduce(0) { max($0, $1.contribution) }
    let partners = Dictionary(
      grouping: explanation.sharedWords ?? [], by: \.queryWord
    ).mapValues { $0.reduce(0) { $0 + $1.product } }
    return paragraph(explanation.query) { index, word in
      guard let match = matches[index] else {
        return .element("span", [("class", Self.classes(word, isShared: false))], word.text)
      }
      let found = match.partners.map { "p\($0.passageWord)" }
      return .element(
        "a",
        [
          ("class", Self.classes(word, isShared: partners[index] != nil)), ("id", "q\(index)"),
          ("href", "#\(found.first ?? "")"), ("data-lights", found.joined(separator: " ")),
          ("style", ShareText.property(match.contribution, of: largest)),
          ("data-share", lexicalShare(partners[index] ?? 0)),
          (
            "title",
            "\(colbertShare(match.contribution)): \(explanation.partners(of: match)),"
              + " similarity \(ScoreText.cell(match.similarity))"
          ),
        ], word.text)
    }
  }

  /// The passage, whose words link to what found them, and what its signs mean.
  var passage: [Markup] {
    var finders: [Int: [String]] = [:]
    for match in explanation.matchedWords ?? [] {
      for partner in match.partners {
        finders[partner.passageWord, default: []].append("q\(match.queryWord)")
      }
    }
    let largest = zip(explanation.passage.words, colbert).reduce(0) {
      $1.0.origin == .text ? max($0, $1.1) : $0
    }
    let text = paragraph(explanation.passage) { index, word in
      let attributes = [
        ("class", Self.classes(word, isShared: lexical[index] > 0)), ("id", "p\(index)"),
        ("data-share", lexicalShare(lexical[index])),
      ]
      guard let found = finders[index], let first = found.first else {
        return .element("span", attributes, word.text)
      }
      return .element(
        "a",
        attributes + [
          ("href", "#\(first)"), ("data-lights", found.joined(separator: " ")),
          ("style", ShareText.property(colbert[index], of: largest)),
          ("title", colbertShare(colbert[index])),
        ], word.text)
    }
    var notes: [String] = []
    if explanation.matchedTokens != nil {
      notes.append("The stronger its colour, the more a word adds to the ColBERT score")
    }
    if explanation.sharedTokens != nil {
      notes.append("an underlined word shows its share of the lexical score")
    }
    return [text] + (notes.isEmpty ? [] : [.note(notes.joined(separator: "; ") + ".")])
  }

  /// A text in a frame: its own words, between what the model adds before and behind.
  private func paragraph(
    _ text: ExplainedText, _ word: (Int, ExplainedWord) -> Markup
  ) -> Markup {
    let last = text.words.count - 1
    // <s> has no vector, so it stands in no score but the dense one.
    let instruction = text.words.enumerated().dropFirst()
      .filter { $0.element.origin == .instruction }
      .flatMap { index, element -> [Markup] in
        [.element("bdi", [], [word(index, element)]), .text(" ")]
      }
    let runs = text.runs.map { run -> Markup in
      switch run.kind {
      case .word(let index): word(index, text.words[index])
      case .between: .text(run.text)
      case .unread: .element("span", [("class", "unread")], run.text)
      }
    }
    return .element(
      "p", [("class", "text"), ("dir", TextDirection(of: text.text).rawValue)],
      instruction + runs + [.text(" "), .element("bdi", [], [word(last, text.words[last])])])
  }

  private func colbertShare(_ contribution: Float) -> String {
    ShareText.cell(contribution, of: explanation.scores.colbert ?? 0) + " of ColBERT"
  }

  private func lexicalShare(_ product: Float) -> String {
    product > 0 ? ShareText.cell(product, of: explanation.scores.sparse ?? 0) : ""
  }

  private static func classes(_ word: ExplainedWord, isShared: Bool) -> String {
    "word" + (word.origin == .text ? "" : " aside") + (isShared ? " shared" : "")
  }
}
