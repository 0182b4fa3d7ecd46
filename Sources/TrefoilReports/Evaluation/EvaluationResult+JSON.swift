public import TrefoilEvaluation
internal import TrefoilFormats
internal import TrefoilIndex

extension EvaluationResult {
  /// The result as a JSON object on one line, without its end.
  ///
  /// Its keys are `dataset`, `split`, `passages`, `queries`, `settings`, `modes` (for each system
  /// each measure's mean), `groups` (for each group the same; only with groups) and `comparisons`,
  /// in this order; systems, measures and groups stay in theirs. Names of systems and of settings
  /// must be distinct.
  public func json(comparisons: [SystemComparison] = []) -> String {
    var json = JSONText()
    json.object { json in
      json.member("dataset", dataset)
      json.member("split", split)
      json.member("passages", passageCount)
      json.member("queries", queries.count)
      json.key("settings")
      json.object { json in
        for setting in settings { json.member(setting.name, setting.value) }
      }
      json.key("modes")
      write(&json) { mean(of: $0, $1) }
      if groups != nil {
        json.key("groups")
        json.object { json in
          for (index, name) in groupNames.enumerated() {
            json.key(name)
            write(&json) { groupMeans(of: $0, $1)[index] }
          }
        }
      }
      json.key("comparisons")
      json.array { json in
        for comparison in comparisons { comparison.write(&json) }
      }
    }
    return json.text
  }

  /// A system's values as JSON objects, a line a query, each with its end: `query`, `mode`, `group`
  /// with groups, and each measure.
  public func perQueryLines(of system: SystemResult) -> [String] {
    zip(queries.indices, system.values).map { index, row in
      var json = JSONText()
      json.object { json in
        json.member("query", queries[index].id)
        json.member("mode", system.name)
        if let groups { json.member("group", groups[index]) }
        for (measure, value) in zip(measures, row) { json.member(measure.description, value) }
      }
      json.endLine()
      return json.text
    }
  }

  /// Writes each system's measures.
  private func write(_ json: inout JSONText, _ value: (SystemResult, Measure) -> Double) {
    json.object { json in
      for system in systems {
        json.key(system.name)
        json.object { json in
          for measure in measures { json.member(measure.description, value(system, measure)) }
        }
      }
    }
  }
}

extension SystemComparison {
  fileprivate func write(_ json: inout JSONText) {
    json.object { json in
      json.member("baseline", baseline)
      json.member("other", other)
      json.member("measure", measure.description)
      json.member("difference", gain.meanDifference)
      json.key("interval")
      json.array { json in
        json.number(gain.interval.lowerBound)
        json.number(gain.interval.upperBound)
      }
      json.member("p", gain.pValue)
      json.member("wins", gain.wins)
      json.member("ties", gain.ties)
      json.member("losses", gain.losses)
    }
  }
}
