extension EvaluationResult {
  /// The result as a JSON object on one line, without its end.
  ///
  /// Its keys are `dataset`, `split`, `passages`, `queries`, `settings`, `modes` (for each system
  /// each measure's mean), `groups` (for each group the same; only with groups) and `comparisons`,
  /// in this order; systems, measures and groups stay in theirs. Names of systems and of settings
  /// must be distinct.
  public func json(comparisons: [SystemComparison] = []) -> String {
    var members: [(String, JSONTree)] = [
      ("dataset", .string(dataset)),
      ("split", .string(split)),
      ("passages", .whole(passageCount)),
      ("queries", .whole(queries.count)),
      ("settings", .object(settings.map { ($0.name, .string($0.value)) })),
      ("modes", modes { mean(of: $0, $1) }),
    ]
    if groups != nil {
      let groups = groupNames.enumerated().map { index, name in
        (name, modes { groupMeans(of: $0, $1)[index] })
      }
      members.append(("groups", .object(groups)))
    }
    members.append(("comparisons", .array(comparisons.map(\.json))))
    return JSONTree.object(members).text
  }

  /// A system's values as JSON objects, a line a query, each with its end: `query`, `mode`, `group`
  /// with groups, and each measure.
  public func perQueryLines(of system: SystemResult) -> [String] {
    zip(queries.indices, system.values).map { index, row in
      var members: [(String, JSONTree)] = [
        ("query", .string(queries[index].id)), ("mode", .string(system.name)),
      ]
      if let groups { members.append(("group", .string(groups[index]))) }
      members += zip(measures, row).map { ($0.description, .number($1)) }
      return JSONTree.object(members).text + "\n"
    }
  }

  private func modes(_ value: (SystemResult, Measure) -> Double) -> JSONTree {
    .object(
      systems.map { system in
        (system.name, .object(measures.map { ($0.description, .number(value(system, $0))) }))
      })
  }
}

extension SystemComparison {
  fileprivate var json: JSONTree {
    .object([
      ("baseline", .string(baseline)),
      ("other", .string(other)),
      ("measure", .string(measure.description)),
      ("difference", .number(gain.meanDifference)),
      ("interval", .array([.number(gain.interval.lowerBound), .number(gain.interval.upperBound)])),
      ("p", .number(gain.pValue)),
      ("wins", .whole(gain.wins)),
      ("ties", .whole(gain.ties)),
      ("losses", .whole(gain.losses)),
    ])
  }
}
