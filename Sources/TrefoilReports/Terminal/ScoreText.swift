internal import TrefoilFormats

/// A score as a table shows it.
package enum ScoreText {
  /// Four decimals, or a dash for a score that there is not.
  package static func cell(_ score: Float?) -> String {
    score.map { FixedPoint.text($0, places: 4) } ?? "–"
  }

  /// Four decimals.
  package static func cell(_ value: Double) -> String {
    FixedPoint.text(value, places: 4)
  }

  /// A difference with its sign, such as `+0.0210`.
  package static func signed(_ difference: Double) -> String {
    FixedPoint.signed(difference, places: 4)
  }
}
