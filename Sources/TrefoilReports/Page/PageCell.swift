internal import TrefoilFormats

/// What stands in a cell of a page's table.
enum PageCell {
  /// The name of the row.
  case head(String)
  /// A text of the page's own, or a number.
  case text(String)
  /// A number, the best of its column if it is so, with lines below it.
  case value(String, isBest: Bool, below: [Markup])
  /// A part of the user's texts, whichever way it is written.
  case foreign(String)
  /// A bar as long as the share, in `0...1`; empty for nil.
  case bar(Float?)

  /// The cell of a column that holds numbers, or texts.
  func markup(isNumeric: Bool) -> Markup {
    switch self {
    case .head(let name):
      .element("th", [("scope", "row")], [.element("bdi", [], name)])
    case .text(let text):
      .element("td", Self.classes(isNumeric, isBest: false), text)
    case .value(let text, let isBest, let below):
      .element("td", Self.classes(isNumeric, isBest: isBest), [.text(text)] + below)
    case .foreign(let text):
      .element("td", [], [.element("bdi", [], text)])
    case .bar(let share):
      .element(
        "td", [],
        [
          .element(
            "span", [("class", "bar")],
            [.element("span", [("style", ShareText.property(share ?? 0, of: 1))], [])])
        ])
    }
  }

  private static func classes(_ isNumeric: Bool, isBest: Bool) -> [(String, String)] {
    let names = (isNumeric ? ["number"] : []) + (isBest ? ["best"] : [])
    return names.isEmpty ? [] : [("class", names.joined(separator: " "))]
  }
}
