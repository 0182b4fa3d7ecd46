internal import Trefoil
public import TrefoilIndex

extension Dataset {
  /// The part of the data set with these queries and these passages.
  ///
  /// Judgements of passages that are left out go with them, and then queries that have no
  /// judgement any more. Nothing may be left.
  public func keeping(
    queries isKeptQuery: (Document) -> Bool = { _ in true },
    passages isKeptPassage: (Document) -> Bool = { _ in true }
  ) -> Dataset {
    var kept: [Document] = []
    var dropped: Set<Identifier> = []
    for passage in passages {
      if isKeptPassage(passage) { kept.append(passage) } else { dropped.insert(passage.id) }
    }
    var grades: [Identifier: [Identifier: Int]] = [:]
    let remaining = queries.filter { query in
      guard isKeptQuery(query) else { return false }
      let rest = judgements.grades[query.id, default: [:]].filter { !dropped.contains($0.key) }
      grades[query.id] = rest.isEmpty ? nil : rest
      return !rest.isEmpty
    }
    return Dataset(
      name: name, split: split, passages: kept, queries: remaining,
      judgements: Judgements(grades: grades), unknownJudgements: unknownJudgements,
      identicalIDs: identicalIDs, leftOutPassages: leftOutPassages.union(dropped))
  }

  /// The part with every `step`-th query, the first of all included, and all passages.
  ///
  /// - Parameters:
  ///   - step: At least 1, which keeps every query.
  ///   - key: A key of the queries' metadata: queries are counted within each of its values, those
  ///     without it among themselves. Nil counts all together.
  public func every(_ step: Int, within key: String? = nil) -> Dataset {
    precondition(step >= 1, "every \(step)-th query")
    var seen: [Identifier?: Int] = [:]
    return keeping(queries: { query in
      let group = key.flatMap { query.metadata[$0] }.map { Identifier($0) }
      defer { seen[group, default: 0] += 1 }
      return seen[group, default: 0].isMultiple(of: step)
    })
  }
}
