internal import TrefoilEvaluation
internal import TrefoilFormats

/// A report's table of systems and measures.
struct MeansSection {
  let result: EvaluationResult
  let comparisons: [SystemComparison]

  /// The section.
  var markup: Markup {
    .element(
      "section", [],
      [.element("h2", [], "Measures"), .element("p", [("class", "note")], explanation), table])
  }

  private var explanation: String {
    let mean = result.groups == nil ? "Means over the queries." : "Means of the groups' means."
    guard let baseline = result.systems.first?.name, hasComparisons else { return mean }
    return mean + " Below: the difference from \(baseline) and where it lies with 95 % confidence;"
      + " coloured where that leaves out zero."
  }

  private var hasComparisons: Bool {
    comparisons.contains { $0.baseline == result.systems.first?.name }
  }

  private var table: Markup {
    let head =
      [Markup.element("th", [("scope", "col")], "System")]
      + result.measures.map { .element("th", [("scope", "col")], $0.description) }
    let rows = result.systems.map { system in
      Markup.element(
        "tr", [],
        [.element("th", [("scope", "row")], system.name)]
          + result.measures.map { cell(system, $0) })
    }
    return .element(
      "div", [("class", "scroll")],
      [
        .element(
          "table", [],
          [
            .element("caption", [], "The best of each measure is bold."),
            .element("thead", [], [.element("tr", [], head)]),
            .element("tbody", [], rows),
          ])
      ])
  }

  private func cell(_ system: SystemResult, _ measure: Measure) -> Markup {
    let text = FixedPoint.text(result.mean(of: system, measure), places: 4)
    let best = result.systems.map { result.mean(of: $0, measure) }.max() ?? 0
    let isBest = text == FixedPoint.text(best, places: 4)
    return .element(
      "td", isBest ? [("class", "best")] : [], [.text(text)] + change(system, measure))
  }

  private func change(_ system: SystemResult, _ measure: Measure) -> [Markup] {
    let comparison = comparisons.first {
      $0.baseline == result.systems.first?.name && $0.other == system.name && $0.measure == measure
    }
    guard let gain = comparison?.gain else { return [] }
    let color =
      gain.interval.lowerBound > 0 ? " gain" : gain.interval.upperBound < 0 ? " loss" : ""
    let ends = [gain.interval.lowerBound, gain.interval.upperBound]
      .map { FixedPoint.signed($0, places: 3) }
    let mean = FixedPoint.signed(gain.meanDifference, places: 3)
    return [mean, "[\(ends[0]), \(ends[1])]"].map {
      .element("span", [("class", "change" + color)], $0)
    }
  }
}
