/// A score as a table shows it.
package enum ScoreText {
  /// Four decimals, or a dash for a score that there is not.
  package static func cell(_ score: Float?) -> String {
    guard let score else { return "–" }
    let scaled = (Double(score) * 10_000).rounded()
    guard abs(scaled) < 1e15 else { return score.description }
    let whole = Int(scaled.magnitude)
    let decimals = String(whole % 10_000)
    let zeros = String(repeating: "0", count: 4 - decimals.count)
    return (scaled < 0 ? "-" : "") + "\(whole / 10_000).\(zeros)\(decimals)"
  }

  /// A difference with its sign, such as `+0.0210`.
  package static func signed(_ difference: Double) -> String {
    let text = cell(Float(difference))
    return text.hasPrefix("-") ? text : "+" + text
  }
}
