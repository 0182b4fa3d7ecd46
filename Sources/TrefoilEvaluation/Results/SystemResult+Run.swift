public import TrefoilIndex

extension SystemResult {
  /// Judges a run, under its tag as name.
  ///
  /// A query for which it found nothing has zero, and so has one without a relevant passage: both
  /// count in means, as with `trec_eval -c`.
  public init(
    run: Run, judgements: Judgements, queries: [Document], measures: [Measure]
  ) {
    self.init(
      name: run.tag,
      values: queries.map { query in
        let ranking = run.rankings[query.id] ?? []
        let grades = judgements.grades[query.id] ?? [:]
        return measures.map { $0.value(of: ranking, grades: grades) }
      })
  }
}
