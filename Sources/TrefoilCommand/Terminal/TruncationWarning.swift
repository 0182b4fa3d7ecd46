/// Which texts lost tokens, to which limit, and what can be done about it.
package struct TruncationWarning: Equatable, Sendable {
  private let limit: Int
  private let modelLimit: Int
  private var names: [String] = []
  private var count = 0

  /// Texts that are named; the others are counted.
  private static let shown = 3

  /// Begins with no text.
  ///
  /// - Parameters:
  ///   - limit: the most tokens that are read of a text; nil for as many as the model can.
  ///   - modelLimit: the most tokens that the model can read.
  package init(limit: Int?, modelLimit: Int) {
    self.limit = limit ?? modelLimit
    self.modelLimit = modelLimit
  }

  /// Takes note of a text that was cut.
  package mutating func add(_ name: String) {
    count += 1
    if count <= Self.shown { names.append(name) }
  }

  /// The warning; nil if no text was cut.
  package var message: String? {
    guard count > 0 else { return nil }
    let others = count > names.count ? " and \(count - names.count) more" : ""
    let advice =
      limit < modelLimit
      ? "--max-length raises the limit, up to the model's own \(modelLimit)"
      : "more the model can't read, but rerank and eval read long passages whole with --windows"
    return "\(count) \(count == 1 ? "text was" : "texts were") cut to \(limit) tokens"
      + " (\(names.joined(separator: ", "))\(others)); \(advice), and --truncation error refuses"
      + " such texts"
  }
}
