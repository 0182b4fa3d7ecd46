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
          .element("bdi", [], system.name),
        ])
    }
    return .section(
      "\(measure) by group",
      [
        .element("ul", [("class", "legend")], legend),
        GroupBars(
          groups: result.groupNames, systems: result.systems.map(\.name), values: values,
          title: "\(measure) of each system in each group"
        ).markup,
        .details("The same as a table", table),
      ])
  }

  /// Shape `[systems, groups]`.
  private var values: [[Double]] {
    result.systems.map { result.groupMeans(of: $0, measure) }
  }

  private var table: Markup {
    var table = PageTable(
      [Table.Column("Group")] + result.systems.map { Table.Column($0.name, isNumeric: true) })
    let values = values
    for (index, name) in result.groupNames.enumerated() {
      table.append(
        [.head(name)] + values.map { .text(FixedPoint.text($0[index], places: 4)) })
    }
    return table.markup
  }
}
