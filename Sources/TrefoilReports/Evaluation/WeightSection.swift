internal import TrefoilEvaluation
internal import TrefoilFormats
internal import TrefoilScoring

/// A report's map of what weights of the three scores reach.
struct WeightSection {
  let points: [WeightPoint]
  let measure: Measure?

  /// As many of the best points as the table shows.
  private static let shownPoints = 20

  /// The section.
  var markup: Markup {
    let name = measure.map(\.description) ?? "The measure"
    return .element(
      "section", [],
      [
        .element("h2", [], "Weights of the three scores"),
        .element(
          "p", [("class", "note")],
          "\(name) by how much each score decides: dense, sparse or ColBERT alone at the corners."
            + " A weight is a share divided by how far the score spreads. The ring is the best on"
            + " these very queries; trefoil tune chooses on others."),
        WeightTriangle(points: points, title: "\(name) by weights of the three scores").markup,
        .element("details", [], [.element("summary", [], "The best as a table"), table]),
      ])
  }

  private var table: Markup {
    let best = points.sorted { $0.value > $1.value }.prefix(Self.shownPoints)
    let rows = best.map { point in
      let cells =
        [point.weights.dense, point.weights.sparse, point.weights.colbert]
        .map { "\($0)" } + [FixedPoint.text(point.value, places: 4)]
      return Markup.element("tr", [], cells.map { .element("td", [], $0) })
    }
    let head = ["Dense", "Sparse", "ColBERT", measure.map(\.description) ?? "Value"]
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
