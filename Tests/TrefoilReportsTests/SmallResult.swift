import TrefoilEvaluation
import TrefoilIndex

/// Two systems on three queries, with a name in every place where a name can stand.
struct SmallResult {
  let name: String
  var groups: [String]? { [name, "other", name] }
  var dense: SystemResult {
    SystemResult(name: "dense \(name)", values: [[0.5, 0], [1, 1], [0.25, 0]])
  }
  var sparse: SystemResult {
    SystemResult(name: "sparse \(name)", values: [[0.75, 1], [0.5, 0], [0.25, 0]])
  }
  var queries: [Document] {
    ["a", "b", "c"].map {
      Document(id: "\($0) \(name)", title: name, text: "\(name) \($0)", metadata: [:])
    }
  }
  var result: EvaluationResult {
    EvaluationResult(
      dataset: "set \(name)", split: "split \(name)", passageCount: 9,
      settings: [.init("setting \(name)", "value \(name)")], queries: queries, groups: groups,
      measures: [Measure(.ndcg, at: 10), Measure(.hit, at: 1)], systems: [dense, sparse])
  }
  var changes: QueryChanges {
    let shown = ShownPassage(
      passage: Document(id: "passage \(name)", title: "title \(name)", text: name), grade: 1)
    let change = QueryChange(
      query: queries[0], before: 0.5, after: 0.75, firstBefore: shown, firstAfter: nil)
    let loss = QueryChange(
      query: queries[1], before: 1, after: 0.5, firstBefore: nil, firstAfter: shown)
    return QueryChanges(
      baseline: dense.name, other: sparse.name, measure: Measure(.ndcg, at: 10),
      differences: [0, 0.25, -0.5], gains: [change], losses: [loss])
  }
}
