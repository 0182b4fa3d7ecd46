package import TrefoilEvaluation

/// A result as tables.
package struct ResultTables {
  private let result: EvaluationResult
  private let comparisons: [SystemComparison]

  /// Takes a result, and what systems gain in its first measure.
  package init(_ result: EvaluationResult, comparisons: [SystemComparison]) {
    self.result = result
    self.comparisons = comparisons
  }

  /// The lines of the tables, with an empty one between two.
  package func lines(width: Int?, painter: Painter) -> [String] {
    var tables = [systems]
    if !result.groupNames.isEmpty { tables.append(groups) }
    if !comparisons.isEmpty { tables.append(differences) }
    return [painter.paint(title, .cyan)]
      + tables.flatMap { [""] + $0.lines(width: width, painter: painter) }
  }

  private var title: String {
    let queries = result.queries.count
    return DisplayWidth.flatten(
      "\(result.dataset), \(result.split): \(queries) \(queries == 1 ? "query" : "queries")"
        + (result.passageCount > 0 ? ", \(result.passageCount) passages" : ""))
  }

  private var systems: Table {
    var table = Table(
      [Table.Column("system")]
        + result.measures.map { Table.Column($0.description, isNumeric: true) })
    append(result.systems.map(\.name), to: &table) { row, column in
      result.mean(of: result.systems[row], result.measures[column])
    }
    return table
  }

  /// The groups' means of the first measure.
  private var groups: Table {
    let measure = result.measures[0]
    var table = Table(
      [Table.Column(measure.description)]
        + result.systems.map { Table.Column($0.name, isNumeric: true) }
        + [Table.Column("queries", isNumeric: true)])
    let means = result.systems.map { result.groupMeans(of: $0, measure) }
    for (row, group) in result.groupNames.enumerated() {
      let values = means.map { $0[row] }
      let count = (result.groups ?? []).count { $0 == group }
      append(group, values, count, to: &table)
    }
    let all = result.systems.map { result.mean(of: $0, measure) }
    append("mean", all, result.queries.count, to: &table)
    return table
  }

  private func append(_ name: String, _ values: [Double], _ count: Int, to table: inout Table) {
    let cells = values.map(Self.cell)
    table.append(
      [name] + cells + ["\(count)"],
      bold: Set(cells.indices.filter { Self.isBest(cells, $0) }.map { $0 + 1 }))
  }

  private func append(
    _ names: [String], to table: inout Table, _ value: (Int, Int) -> Double
  ) {
    let columns = result.measures.indices.map { column in
      names.indices.map { Self.cell(value($0, column)) }
    }
    for (row, name) in names.enumerated() {
      table.append(
        [name] + columns.map { $0[row] },
        bold: Set(columns.indices.filter { Self.isBest(columns[$0], row) }.map { $0 + 1 }))
    }
  }

  /// Whether a cell is the largest of several; all that look equal are.
  private static func isBest(_ cells: [String], _ index: Int) -> Bool {
    cells.count > 1 && cells[index] == cells.max()
  }

  /// What systems gain over others, by the first measure, and for how many queries it goes up, is
  /// the same or goes down; 80 columns for the five modes.
  private var differences: Table {
    var table = Table([
      Table.Column("\(result.measures[0]), gain"), Table.Column("mean", isNumeric: true),
      Table.Column("95 % interval", isNumeric: true), Table.Column("p", isNumeric: true),
      Table.Column("up", isNumeric: true), Table.Column("same", isNumeric: true),
      Table.Column("down", isNumeric: true),
    ])
    for comparison in comparisons {
      let found = comparison.gain
      let interval = found.interval
      table.append([
        "\(comparison.other) over \(comparison.baseline)", ScoreText.signed(found.meanDifference),
        "\(ScoreText.signed(interval.lowerBound)) … \(ScoreText.signed(interval.upperBound))",
        Self.cell(found.pValue), "\(found.wins)", "\(found.ties)", "\(found.losses)",
      ])
    }
    return table
  }

  private static func cell(_ value: Double) -> String { ScoreText.cell(value) }
}
