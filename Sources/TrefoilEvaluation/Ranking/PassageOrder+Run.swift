public import Trefoil
public import TrefoilIndex

extension PassageOrder {
  /// The best passages as entries of a run.
  ///
  /// - Parameters: as in `best`.
  public func entries(
    _ scores: [Float], among candidates: [Int]? = nil, depth: Int,
    without excluded: Identifier? = nil
  ) -> [Run.Entry] {
    best(scores, among: candidates, depth: depth, without: excluded).map {
      Run.Entry(passage: ids[$0.passage], score: Double($0.score))
    }
  }
}
