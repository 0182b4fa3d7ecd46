internal import Trefoil

extension ExplanationPage {
  /// What each word of the query found.
  func matched(_ words: [MatchedWord], _ html: inout HTMLText) {
    html.element("h2", "ColBERT: what each word of the query found")
    let chosen = Largest(words, count: top, by: \.contribution)
    let largest = words.reduce(0) { max($0, $1.contribution) }
    let score = explanation.scores.colbert ?? 0
    Self.table(&html, ["Query", "#Share", "", "#Similarity", "Passage"]) { html in
      for word in chosen.shown {
        let lights = ["q\(word.queryWord)"] + word.partners.map { "p\($0.passageWord)" }
        Self.row(&html, lights) { html in
          html.element("td") { $0.element("bdi", explanation.query.words[word.queryWord].label) }
          html.element("td", ["class": "number"], ShareText.cell(word.contribution, of: score))
          Self.bar(&html, ShareText.share(word.contribution, of: largest))
          html.element("td", ["class": "number"], ScoreText.cell(word.similarity))
          html.element("td") { $0.element("bdi", explanation.partners(of: word)) }
        }
      }
    }
    Self.rest(&html, chosen.hiddenCount, ShareText.cell(chosen.hiddenSum, of: score))
  }

  /// What the two texts share.
  func shared(_ words: [SharedWord], _ html: inout HTMLText) {
    html.element("h2", "Lexical: words with tokens in both texts")
    guard !words.isEmpty else {
      html.element("p", ["class": "note"], "None, so the lexical score is 0.")
      return
    }
    let chosen = Largest(words, count: top, by: \.product)
    let score = explanation.scores.sparse ?? 0
    Self.table(
      &html, ["Query", "#Share", "Token", "#Weight", "#× weight", "#= adds", "Passage"]
    ) { html in
      for word in chosen.shown {
        for token in word.tokens {
          Self.row(&html, ["q\(word.queryWord)", "p\(word.passageWord)"]) { html in
            html.element("td") { $0.element("bdi", explanation.query.words[word.queryWord].label) }
            html.element("td", ["class": "number"], ShareText.cell(token.product, of: score))
            html.element("td") {
              $0.element("bdi", explanation.query.tokens[token.queryToken].piece)
            }
            for number in [token.queryWeight, token.passageWeight, token.product] {
              html.element("td", ["class": "number"], ScoreText.cell(number))
            }
            html.element("td") {
              $0.element("bdi", explanation.passage.words[word.passageWord].label)
            }
          }
        }
      }
    }
    Self.rest(&html, chosen.hiddenCount, ShareText.cell(chosen.hiddenSum, of: score))
  }

  /// A table whose titles begin with `#` where the column holds numbers.
  static func table(
    _ html: inout HTMLText, _ titles: [String], _ rows: (inout HTMLText) -> Void
  ) {
    html.element("div", ["class": "scroll"]) { html in
      html.element("table") { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for title in titles {
              let isNumeric = title.hasPrefix("#")
              html.element(
                "th", ["scope": "col", "class": isNumeric ? "number" : ""],
                isNumeric ? String(title.dropFirst()) : title)
            }
          }
        }
        html.element("tbody", rows)
      }
    }
  }

  /// A row, and the ids of the words that it lights up.
  static func row(
    _ html: inout HTMLText, _ lights: [String] = [], _ cells: (inout HTMLText) -> Void
  ) {
    if lights.isEmpty {
      html.element("tr", cells)
    } else {
      html.element("tr", ["data-lights": lights.joined(separator: " ")], cells)
    }
  }

  /// A cell with a bar; empty without a share.
  static func bar(_ html: inout HTMLText, _ share: Float?) {
    html.element("td") { html in
      html.element("span", ["class": "bar"]) { html in
        html.element("span", ["style": Self.share(share ?? 0, of: 1)]) { _ in }
      }
    }
  }

  private static func rest(_ html: inout HTMLText, _ count: Int, _ share: String) {
    guard count > 0 else { return }
    html.element("p", ["class": "note"], "\(count) more: \(share).")
  }
}
