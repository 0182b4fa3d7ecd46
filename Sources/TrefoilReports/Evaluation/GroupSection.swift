internal import TrefoilEvaluation
internal import TrefoilFormats

/// A report's bars of each system in each group.
struct GroupSection {
  let result: EvaluationResult
  let measure: Measure

  /// The section.
  var markup: Markup {
    let legend = result.systems.enumerated().map { index, system in
      Markup.element(
        "li", [],
        [
          .element(
            "span", [("class", "swatch"), ("style", "background: \(GroupBars.color(index))")], []),
          .text(system.name),
        ])
    }
    return .element(
      "section", [],
      [
        .element("h2", [], "\(measure) by group"),
        .element("ul", [("class", "legend")], legend),
        GroupBars(
          groups: result.groupNames, systems: result.systems.map(\.name), values: values,
          title: "\(measure) of each system in each group"
        ).markup,
        .element("details", [], [.element("summary", [], "The same as a table"), table]),
      ])
  }

  /// Shape `[systems, groups]`.
  private var values: [[Double]] {
    result.systems.map { result.groupMeans(of: $0, measure) }
  }

  private var table: Markup {
    let head = ["Group"] + result.systems.map(\.name)
    let values = values
    let rows = result.groupNames.enumerated().map { index, name in
      Markup.element(
        "tr", [],
        [.element("th", [("scope", "row")], name)]
          + values.map { .element("td", [], FixedPoint.text($0[index], places: 4)) })
    }
    return .element(
      "div", [("class", "scroll")],
      [
        .element(
          "table", [],
          [
            .element(
              "thead", [],
              [.element("tr", [], head.map { .element("th", [("scope", "col")], $0) })]),
            .element("tbody", [], rows),
          ])
      ])
  }
}
