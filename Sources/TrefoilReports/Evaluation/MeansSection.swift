internal import TrefoilEvaluation
internal import TrefoilFormats

/// A report's table of systems and measures.
struct MeansSection {
  let result: EvaluationResult
  let comparisons: [SystemComparison]

  /// The section.
  var markup: Markup {
    .section("Measures", [.note(explanation), table])
  }

  private var explanation: String {
    let mean = result.groups == nil ? "Means over the queries." : "Means of the groups' means."
    guard let baseline = result.systems.first?.name, hasComparisons else { return mean }
    return mean + " Below each: the difference from \(baseline) and its 95 % confidence interval,"
      + " coloured where the interval excludes zero, and the p-value of a paired test."
  }

  private var hasComparisons: Bool {
    comparisons.contains { $0.baseline == result.systems.first?.name }
  }

  private var table: Markup {
    var table = PageTable(
      [Table.Column("System")]
        + result.measures.map { Table.Column($0.description, isNumeric: true) },
      caption: "The best of each measure is bold.")
    for system in result.systems {
      table.append([.head(system.name)] + result.measures.map { cell(system, $0) })
    }
    return table.markup
  }

  private func cell(_ system: SystemResult, _ measure: Measure) -> PageCell {
    let text = FixedPoint.text(result.mean(of: system, measure), places: 4)
    let best = result.systems.map { result.mean(of: $0, measure) }.max() ?? 0
    return .value(
      text, isBest: text == FixedPoint.text(best, places: 4), below: change(system, measure))
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
    let p = "p \(FixedPoint.text(gain.pValue, places: 4))"
    return [mean, "[\(ends[0]), \(ends[1])]", p].map {
      .element("span", [("class", "change" + color)], $0)
    }
  }
}
