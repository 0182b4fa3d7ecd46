/// The elements of a drawing.
package enum SVG {
  /// How wide drawings are, in their own units: a narrow phone's pixels, so that on it texts keep
  /// the size that they have in the sheet, and grow with the drawing on a wider page.
  package static let width = 360.0

  /// A whole drawing, with a title that is read aloud in its place.
  package static func drawing(height: Double, title: String, _ content: [Markup]) -> Markup {
    .element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"), ("aria-label", title),
        ("viewBox", "0 0 \(number(width)) \(number(height))"),
      ],
      [.element("title", [], title)] + content)
  }

  /// A rectangle, with a title to point at.
  package static func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String, title: String? = nil
  ) -> Markup {
    .element(
      "rect",
      [
        ("x", number(x)), ("y", number(y)), ("width", number(width)), ("height", number(height)),
        ("fill", fill),
      ],
      title.map { [.element("title", [], $0)] } ?? [])
  }

  /// A thin straight line.
  package static func line(from start: (Double, Double), to end: (Double, Double)) -> Markup {
    .element(
      "line",
      [
        ("class", "rule"), ("x1", number(start.0)), ("y1", number(start.1)),
        ("x2", number(end.0)), ("y2", number(end.1)),
      ], [])
  }

  /// A text; `anchor` is `start`, `middle` or `end`.
  package static func text(
    _ text: String, x: Double, y: Double, anchor: String = "start", style: String = ""
  ) -> Markup {
    .element(
      "text", [("x", number(x)), ("y", number(y)), ("text-anchor", anchor), ("class", style)],
      text)
  }

  /// A closed shape, with a title to point at.
  package static func polygon(
    _ corners: [(Double, Double)], _ attributes: [(String, String)], title: String? = nil
  ) -> Markup {
    let points = corners.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
    return .element(
      "polygon", [("points", points)] + attributes,
      title.map { [.element("title", [], $0)] } ?? [])
  }

  /// A coordinate, to a hundredth of a unit; one that a drawing can't have is zero.
  package static func number(_ value: Double) -> String {
    guard abs(value) < 1e6 else { return "0" }
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() ? "\(Int(hundredths))" : "\(hundredths)"
  }
}
