package import Trefoil
package import TrefoilEvaluation

/// What a search for weights has found, as tables and a verdict.
package struct TuningTables {
  private let result: TuningResult
  private let file: FilePath?

  /// Takes what was found, and the file to which the best weights were written, if they were.
  package init(_ result: TuningResult, writtenTo file: FilePath?) {
    self.result = result
    self.file = file
  }

  /// The lines of the tables, with an empty one behind each, the gain and the verdict.
  package func lines(width: Int?, painter: Painter) -> [String] {
    [weights, sets].flatMap { $0.lines(width: width, painter: painter) + [""] } + [
      DisplayWidth.flatten(gain), painter.paint(DisplayWidth.flatten(verdict), .cyan),
    ]
  }

  private var weights: Table {
    var table = Table(
      [Table.Column("weights")]
        + (ScoreKind.allCases.map(\.rawValue) + [result.measure.description]).map {
          Table.Column($0, isNumeric: true)
        })
    func append(_ name: String, _ weights: HybridWeights, _ value: String) {
      table.append([name] + weights.values.all.map { "\($0)" } + [value])
    }
    append("present", result.present, ScoreText.cell(result.presentValue))
    append("best", result.best, ScoreText.cell(result.bestValue))
    for (fold, weights) in result.foldWeights.enumerated() {
      append("without fold \(fold + 1)", weights, "")
    }
    return table
  }

  private var sets: Table {
    var table = Table(
      [Table.Column("set")]
        + ["queries", "present", "best", "gain"].map { Table.Column($0, isNumeric: true) })
    for set in result.sets {
      table.append([
        set.name, "\(set.queryCount)", ScoreText.cell(set.present), ScoreText.cell(set.best),
        ScoreText.signed(set.best - set.present),
      ])
    }
    return table
  }

  private var gain: String {
    let gain = result.heldOut
    return "held-out gain \(ScoreText.signed(gain.meanDifference)), 95 % interval"
      + " \(ScoreText.signed(gain.interval.lowerBound)) to"
      + " \(ScoreText.signed(gain.interval.upperBound)), p \(ScoreText.cell(gain.pValue));"
      + " \(gain.wins) better, \(gain.ties) equal, \(gain.losses) worse"
  }

  private var verdict: String {
    if let file {
      return "the best weights are now your defaults for the model, in “\(file)”; trefoil tune"
        + " --reset takes them back"
    }
    return switch result.verdict {
    case .better: "nothing was written, because of --dry-run"
    case .tooFewQueries(let count):
      "\(count) queries are too few to choose weights (at least \(WeightTuner.leastQueries) are"
        + " needed): the present weights stay; --force writes the best ones anyway"
    case .unsure:
      "the gain may be chance: the present weights stay; more queries may show a real gain, and"
        + " --force writes the best weights anyway"
    }
  }
}
