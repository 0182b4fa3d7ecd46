/// How relevant passages are to queries, as people judged it.
///
/// A grade above zero is relevant; a passage without a grade is not judged.
public struct Judgements: Equatable, Sendable {
  /// For each judged query, its passages' grades.
  public private(set) var grades: [String: [String: Int]] = [:]

  /// Makes judgements of nothing.
  public init() {}

  /// Takes the grades as they are.
  public init(grades: [String: [String: Int]]) {
    self.grades = grades
  }

  /// The number of judgements.
  public var count: Int { grades.values.reduce(0) { $0 + $1.count } }

  /// The judgements of these queries alone.
  public func keeping(_ isKept: (String) -> Bool) -> Judgements {
    Judgements(grades: grades.filter { isKept($0.key) })
  }
}
