internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFormats

/// A report's map of what weights of the three scores reach.
struct WeightSection {
  let points: [WeightPoint]
  let measure: Measure?
  let weightsInUse: HybridWeights?

  /// As many of the best points as the table shows.
  private static let shownPoints = 20

  /// The section.
  var markup: Markup {
    let name = measure.map(\.description) ?? "The measure"
    return .section(
      "Weights of the three scores",
      [
        .note(
          "\(name) for every way to share out the ranking between the scores; at a corner one"
            + " score decides alone. A weight is a share divided by the spread of the score. The"
            + " ring marks the best point on these queries; trefoil tune chooses weights on some"
            + " queries and tests them on others."
            + (weightsInUse.map { " The cross marks the weights in use (\($0))." } ?? "")),
        WeightTriangle(
          points: points, weightsInUse: weightsInUse,
          title: "\(name) by weights of the three scores"
        ).markup,
        .details("The best as a table", table),
      ])
  }

  private var table: Markup {
    var table = PageTable(
      ["Dense", "Sparse", "ColBERT", measure.map(\.description) ?? "Value"]
        .map { Table.Column($0, isNumeric: true) })
    for point in points.sorted(by: { $0.value > $1.value }).prefix(Self.shownPoints) {
      let weights = point.weights.values.all.map { "\($0)" }
      table.append((weights + [FixedPoint.text(point.value, places: 4)]).map { .text($0) })
    }
    return table.markup
  }
}
