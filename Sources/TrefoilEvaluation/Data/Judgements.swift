public import Trefoil

/// How relevant passages are to queries, as people judged it.
///
/// A grade above zero is relevant; a passage without a grade is not judged.
public struct Judgements: Equatable, Sendable {
  /// For each judged query, its passages' grades.
  public private(set) var grades: [Identifier: [Identifier: Int]] = [:]

  /// Makes judgements of nothing.
  public init() {}

  /// Takes the grades as they are.
  public init(grades: [Identifier: [Identifier: Int]]) {
    self.grades = grades
  }

  /// The number of judgements.
  public var count: Int { grades.values.reduce(0) { $0 + $1.count } }

  /// The judgements of these queries alone.
  public func keeping(_ isKept: (Identifier) -> Bool) -> Judgements {
    Judgements(grades: grades.filter { isKept($0.key) })
  }
}
