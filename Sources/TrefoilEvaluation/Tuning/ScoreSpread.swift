/// How far each score spreads among the candidates of a query: the mean over queries of the
/// standard deviation; zero for a score that is not there.
public struct ScoreSpread: Equatable, Sendable {
  /// Of the dense score.
  public let dense: Double
  /// Of the lexical score.
  public let sparse: Double
  /// Of the late-interaction score.
  public let colbert: Double

  /// Measures the spread; sets count alike.
  init(_ sets: [TuningSet]) {
    func mean(_ scores: (TuningQuery) -> [Float]) -> Double {
      Self.mean(
        sets.map { set in Self.mean(set.queries.map { Self.deviation(scores($0)) }) })
    }
    dense = mean(\.dense)
    sparse = mean(\.sparse)
    colbert = mean(\.colbert)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private static func deviation(_ scores: [Float]) -> Double {
    let center = mean(scores.map(Double.init))
    return mean(scores.map { (Double($0) - center) * (Double($0) - center) }).squareRoot()
  }
}
