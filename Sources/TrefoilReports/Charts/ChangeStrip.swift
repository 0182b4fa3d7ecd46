internal import TrefoilFormats

/// Upright bars in falling order, gains above a line and losses below it.
struct ChangeStrip {
  /// In `-1...1`, in falling order.
  let differences: [Double]
  let title: String

  /// As many bars as a narrow page can show apart; of more queries, some are left out evenly.
  private static let most = 180
  /// Half of the height.
  private static let reach = 70.0
  /// Where bars start, so that the scale fits before them.
  private static let left = 40.0

  /// The drawing.
  var markup: Markup {
    let count = min(differences.count, Self.most)
    let largest = max(differences.first.map(abs) ?? 0, differences.last.map(abs) ?? 0, 0.01)
    let middle = Self.reach + 8
    let step = (SVG.width - Self.left) / Double(max(count, 1))
    var content = [
      SVG.text(
        FixedPoint.signed(largest, places: 2), x: Self.left - 4, y: 14, anchor: "end",
        style: "quiet"),
      SVG.text("0", x: Self.left - 4, y: middle + 4, anchor: "end", style: "quiet"),
      SVG.text(
        FixedPoint.signed(-largest, places: 2), x: Self.left - 4, y: middle + Self.reach + 2,
        anchor: "end", style: "quiet"),
    ]
    for bar in 0..<count {
      let place = count > 1 ? bar * (differences.count - 1) / (count - 1) : 0
      let height = abs(differences[place]) / largest * Self.reach
      guard height > 0 else { continue }
      content.append(
        SVG.rectangle(
          x: Self.left + Double(bar) * step, y: differences[place] > 0 ? middle - height : middle,
          width: min(step * 0.8, 12), height: height,
          fill: differences[place] > 0 ? "var(--gain)" : "var(--loss)"))
    }
    content.append(SVG.line(from: (Self.left, middle), to: (SVG.width, middle)))
    return SVG.drawing(height: 2 * Self.reach + 16, title: title, content)
  }
}
