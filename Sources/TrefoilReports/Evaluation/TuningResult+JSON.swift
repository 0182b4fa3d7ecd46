internal import Trefoil
package import TrefoilEvaluation
internal import TrefoilFormats

extension TuningResult {
  /// The result as a JSON object on one line, without its end; `isWritten` says whether the best
  /// weights are now those of the model.
  package func json(isWritten: Bool) -> String {
    var json = JSONText()
    write(to: &json, isWritten: isWritten)
    return json.text
  }

  private func write(to json: inout JSONText, isWritten: Bool) {
    json.object { json in
      json.member("measure", measure.description)
      json.key("present")
      write(present, to: &json)
      json.key("best")
      write(best, to: &json)
      json.key("present_value")
      json.number(presentValue)
      json.key("best_value")
      json.number(bestValue)
      json.key("held_out_gain")
      json.number(heldOut.meanDifference)
      json.key("interval")
      json.array { json in
        json.number(heldOut.interval.lowerBound)
        json.number(heldOut.interval.upperBound)
      }
      json.key("p_value")
      json.number(heldOut.pValue)
      json.member("verdict", verdict.name)
      json.key("written")
      json.boolean(isWritten)
      json.key("folds")
      json.array { json in for weights in foldWeights { write(weights, to: &json) } }
      json.key("sets")
      json.array { json in for set in sets { write(set, to: &json) } }
      json.key("surface")
      json.array { json in for point in surface { write(point, to: &json) } }
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
        for kind in ScoreKind.allCases {
          json.key(kind.rawValue)
          json.number(point.shares[kind])
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
