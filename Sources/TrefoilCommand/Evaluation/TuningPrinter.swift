internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFormats

/// Shows what a search for weights has found.
struct TuningPrinter {
  let result: TuningResult
  let isWritten: Bool
  let model: ModelDirectory
  let console: Console

  /// Writes tables and a verdict, or a JSON object.
  func print(to output: StandardOutput, json: Bool) throws(OutputError) {
    if json {
      var line = JSONText()
      write(to: &line)
      line.endLine()
      return try output.write(line.bytes)
    }
    for table in [weights, sets] {
      for line in table.lines(width: console.outputWidth, painter: console.painter) {
        try output.writeLine(line)
      }
      try output.writeLine("")
    }
    try output.writeLine(DisplayWidth.flatten(gain))
    try output.writeLine(console.painter.paint(DisplayWidth.flatten(verdict), .cyan))
  }

  private var weights: Table {
    var table = Table(
      [Table.Column("weights")]
        + ["dense", "sparse", "colbert", result.measure.description].map {
          Table.Column($0, isNumeric: true)
        })
    func append(_ name: String, _ weights: HybridWeights, _ value: String) {
      table.append([name, "\(weights.dense)", "\(weights.sparse)", "\(weights.colbert)", value])
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
        + ["queries", "present", "best"].map { Table.Column($0, isNumeric: true) })
    for set in result.sets {
      table.append([
        set.name, "\(set.queries)", ScoreText.cell(set.present), ScoreText.cell(set.best),
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
    let file = model.path.appending(ModelSettings.fileName)
    if isWritten { return "the best weights are now the model's, in “\(file)”" }
    return switch result.verdict {
    case .better: "nothing was written, as asked"
    case .tooFewQueries(let count):
      "\(count) queries are too few to choose weights by (\(WeightTuner.leastQueries) at least):"
        + " the present weights stay; --force takes the best all the same"
    case .unsure:
      "the gain may be chance: the present weights stay; more queries would tell, --force takes"
        + " the best all the same"
    }
  }

  private func write(to json: inout JSONText) {
    json.object { json in
      json.member("measure", result.measure.description)
      json.key("present")
      write(result.present, to: &json)
      json.key("best")
      write(result.best, to: &json)
      json.key("present_value")
      json.number(result.presentValue)
      json.key("best_value")
      json.number(result.bestValue)
      json.key("held_out_gain")
      json.number(result.heldOut.meanDifference)
      json.key("interval")
      json.array { json in
        json.number(result.heldOut.interval.lowerBound)
        json.number(result.heldOut.interval.upperBound)
      }
      json.key("p_value")
      json.number(result.heldOut.pValue)
      json.member("verdict", result.verdict.name)
      json.key("written")
      json.boolean(isWritten)
      json.key("folds")
      json.array { json in for weights in result.foldWeights { write(weights, to: &json) } }
      json.key("sets")
      json.array { json in for set in result.sets { write(set, to: &json) } }
      json.key("surface")
      json.array { json in for point in result.surface { write(point, to: &json) } }
    }
  }

  private func write(_ set: TuningResult.SetValue, to json: inout JSONText) {
    json.object { json in
      json.member("name", set.name)
      json.member("queries", set.queries)
      json.key("present")
      json.number(set.present)
      json.key("best")
      json.number(set.best)
    }
  }

  private func write(_ point: WeightPoint, to json: inout JSONText) {
    json.object { json in
      json.key("shares")
      json.object { json in
        for (name, share) in [
          ("dense", point.shares.dense), ("sparse", point.shares.sparse),
          ("colbert", point.shares.colbert),
        ] {
          json.key(name)
          json.number(share)
        }
      }
      json.key("weights")
      write(point.weights, to: &json)
      json.key("value")
      json.number(point.value)
    }
  }

  private func write(_ weights: HybridWeights, to json: inout JSONText) {
    json.object { json in
      json.member("dense", weights.dense)
      json.member("sparse", weights.sparse)
      json.member("colbert", weights.colbert)
    }
  }
}

extension TuningResult.Verdict {
  /// The name by which JSON calls it.
  fileprivate var name: String {
    switch self {
    case .better: "better"
    case .tooFewQueries: "too_few_queries"
    case .unsure: "unsure"
    }
  }
}
