internal import ArgumentParser
package import TrefoilEvaluation

extension SystemPair {
  /// Reads two names joined by a comma, the baseline first.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard names.count == 2, names.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError("“\(text)” does not name two systems; write them as dense,all.")
    }
    self.init(baseline: names[0], other: names[1])
  }
}
