public import Trefoil

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension Measure {
  /// What a ranking of one query is worth; equal to what trec_eval computes.
  ///
  /// A grade of `level` or more is relevant. Passages without a grade, and those with a negative one,
  /// count as not relevant and gain nothing, in the ideal ranking too. Zero if no passage is
  /// relevant, or if nothing was found.
  ///
  /// Sources: Järvelin and Kekäläinen, ACM TOIS 20 (2002), for nDCG, whose gain is the grade and
  /// whose discount is log2(rank + 1); trec_eval's `m_*.c` for what happens at the edges.
  ///
  /// - Parameters:
  ///   - ranking: What was found; it is put in the order of `Run.Entry.precedes` first.
  ///   - grades: The grades of the query's judged passages.
  /// - Returns: A number in `0...1`.
  public func value(of ranking: [Run.Entry], grades: [Identifier: Int]) -> Double {
    let found = Run.ordered(ranking).prefix(cutoff).map { max(0, grades[$0.passage] ?? 0) }
    let relevant = found.indices.filter { found[$0] >= level }
    switch kind {
    case .ndcg:
      let ideal = Self.gain(grades.values.filter { $0 > 0 }.sorted(by: >).prefix(cutoff))
      return ideal > 0 ? Self.gain(found[...]) / ideal : 0
    case .mrr:
      return relevant.first.map { 1 / Double($0 + 1) } ?? 0
    case .map:
      let precisions = relevant.enumerated().map { Double($0.offset + 1) / Double($0.element + 1) }
      return Self.share(precisions.reduce(0, +), of: relevantCount(grades))
    case .recall:
      return Self.share(Double(relevant.count), of: relevantCount(grades))
    case .precision:
      return Self.share(Double(relevant.count), of: cutoff)
    case .hit:
      return relevant.isEmpty ? 0 : 1
    }
  }

  /// Discounted cumulative gain.
  private static func gain(_ grades: ArraySlice<Int>) -> Double {
    grades.enumerated().reduce(0) { sum, ranked in
      sum + Double(ranked.element) / log2(Double(ranked.offset + 2))
    }
  }

  private func relevantCount(_ grades: [Identifier: Int]) -> Int {
    grades.values.count { $0 >= level }
  }

  private static func share(_ part: Double, of whole: Int) -> Double {
    whole > 0 ? part / Double(whole) : 0
  }
}
