internal import TrefoilEvaluation
internal import TrefoilFormats

/// A report's gains and losses of single queries between two systems.
struct ChangeSection {
  let changes: QueryChanges

  /// As much of a passage as is shown, in characters: enough to see what it is about.
  private static let shownCharacters = 400

  /// The section.
  var markup: Markup {
    let gains = changes.differences.count { $0 > 0 }
    let losses = changes.differences.count { $0 < 0 }
    let same = changes.differences.count - gains - losses
    return .section(
      "From \(changes.baseline) to \(changes.other), query by query",
      [
        .note("\(changes.measure): \(gains) better, \(same) equal, \(losses) worse."),
        ChangeStrip(
          differences: changes.differences,
          title: "Differences of \(changes.measure) in falling order: \(gains) queries better,"
            + " \(same) equal, \(losses) worse"
        ).markup,
      ] + list("Largest gains", changes.gains) + list("Largest losses", changes.losses))
  }

  private func list(_ title: String, _ queries: [QueryChange]) -> [Markup] {
    queries.isEmpty ? [] : [.element("h3", [], title)] + queries.map(entry)
  }

  private func entry(_ change: QueryChange) -> Markup {
    let difference = change.after - change.before
    return .element(
      "article", [("class", "query")],
      [
        .element(
          "p", [("class", "asked"), ("dir", "auto")],
          [.text(Self.shortened(change.query.content))]),
        .element(
          "p", [("class", "note")],
          [
            .element("bdi", [], change.query.id.text), .text(" · "),
            .text(FixedPoint.text(change.before, places: 3) + " → "),
            .text(FixedPoint.text(change.after, places: 3) + " "),
            .element(
              "bdi", [("class", difference < 0 ? "loss" : "gain")],
              "(\(FixedPoint.signed(difference, places: 3)))"),
          ]),
        .element(
          "div", [("class", "found")],
          [
            found(changes.baseline, change.firstBefore), found(changes.other, change.firstAfter),
          ]),
      ])
  }

  private func found(_ system: String, _ shown: ShownPassage?) -> Markup {
    guard let shown else {
      return .element("div", [], [.note("\(system) found nothing.")])
    }
    let isRelevant = (shown.grade ?? 0) > 0
    let verdict = shown.grade.map { isRelevant ? "relevant (\($0))" : "not relevant (\($0))" }
    return .element(
      "div", [],
      [
        .element(
          "p", [("class", "note")],
          [
            .element("bdi", [], system), .text(Self.place(shown)),
            .element("bdi", [], shown.passage.id.text), .text(" "),
            .element(
              "span",
              [("class", "badge " + (isRelevant ? "gain" : shown.grade == nil ? "" : "loss"))],
              verdict ?? "none that is judged"),
          ]),
        .element(
          "p", [("class", "passage"), ("dir", "auto")], Self.shortened(shown.passage.content)),
      ])
  }

  /// Where a passage stands, and why no other is shown.
  private static func place(_ shown: ShownPassage) -> String {
    guard shown.grade != nil, shown.rank > 1 else { return " found first " }
    let before = shown.rank == 2 ? "the one before is" : "those before are"
    return " found at rank \(shown.rank) (\(before) not judged) "
  }

  private static func shortened(_ text: String) -> String {
    let start = text.prefix(shownCharacters)
    return start.endIndex == text.endIndex ? text : start + "…"
  }
}
