/// A part of a score as a table shows it.
package enum ShareText {
  /// Percent with one decimal, or a dash where the whole is not above zero.
  package static func cell(_ part: Float, of whole: Float) -> String {
    guard let share = share(part, of: whole) else { return "–" }
    let permille = Int((share * 1000).rounded())
    let magnitude = permille.magnitude
    return (permille < 0 ? "-" : "") + "\(magnitude / 10).\(magnitude % 10)%"
  }

  /// The custom property by which a page's sheet shades a word, or draws a bar.
  static func property(_ part: Float, of largest: Float) -> String {
    "--share:\(ScoreText.cell(min(1, max(0, share(part, of: largest) ?? 0))))"
  }

  /// The part's share; nil where the whole is not above zero, or is so small that the share is no
  /// number that says anything.
  package static func share(_ part: Float, of whole: Float) -> Float? {
    guard whole > 0 else { return nil }
    let share = part / whole
    return abs(share) < 1e6 ? share : nil
  }
}
