public import Trefoil
public import TrefoilEvaluation
internal import TrefoilFormats

/// A result as one page that needs nothing but itself: no network, no script.
///
/// The page is HTML that is well-formed XML too. Whatever texts and names say is shown as text.
public struct HTMLReport: Sendable {
  /// What was measured.
  public let result: EvaluationResult
  /// What systems gain over others; the table shows those over its first system.
  public let comparisons: [SystemComparison]
  /// What changes between two systems, query by query, if that is to be shown.
  public let changes: QueryChanges?
  /// What a measure reaches with other weights; empty if it is not to be shown.
  public let weightPoints: [WeightPoint]
  /// The name of that measure; nil without points.
  public let weightMeasure: Measure?
  /// The weights that were in use, which are marked among the points.
  public let weightsInUse: HybridWeights?
  /// What made the report.
  public let origin: PageOrigin?

  /// Puts a report together.
  public init(
    result: EvaluationResult, comparisons: [SystemComparison] = [],
    changes: QueryChanges? = nil, weightPoints: [WeightPoint] = [], weightMeasure: Measure? = nil,
    weightsInUse: HybridWeights? = nil, origin: PageOrigin? = nil
  ) {
    self.weightsInUse = weightsInUse
    self.origin = origin
    self.result = result
    self.comparisons = comparisons
    self.changes = changes
    self.weightPoints = weightPoints
    self.weightMeasure = weightMeasure
  }

  /// The page.
  public func html() -> String {
    let title = "\(result.dataset), \(result.split)"
    var sections = [heading, MeansSection(result: result, comparisons: comparisons).markup]
    if result.groups != nil, let measure = result.measures.first {
      sections.append(GroupSection(result: result, measure: measure).markup)
    }
    if let changes { sections.append(ChangeSection(changes: changes).markup) }
    if !weightPoints.isEmpty {
      sections.append(
        WeightSection(
          points: weightPoints, measure: weightMeasure, weightsInUse: weightsInUse
        ).markup)
    }
    if let origin { sections.append(origin.markup) }
    return Page(title: title, sheet: PageSheet.sheet, content: sections).html
  }

  private var heading: Markup {
    let groups = result.groups == nil ? "" : ", \(result.groupNames.count) groups"
    let settings = result.settings.flatMap { setting -> [Markup] in
      [.element("dt", [], setting.name), .element("dd", [("dir", "auto")], setting.value)]
    }
    return .element(
      "header", [],
      [
        .element("h1", [("dir", "auto")], result.dataset),
        .note(
          "Split \(result.split): \(result.queries.count) queries"
            + (result.passageCount > 0 ? ", \(result.passageCount) passages" : "") + groups),
      ] + (settings.isEmpty ? [] : [.element("dl", [], settings)]))
  }
}
