internal import TrefoilFormats

/// A table of a page; where the page is too narrow, it scrolls sideways.
struct PageTable {
  /// The most columns that a phone shows without scrolling.
  private static let narrow = 4

  private let columns: [Table.Column]
  private let caption: String?
  private var rows: [Markup] = []

  /// Makes a table without rows.
  init(_ columns: [Table.Column], caption: String? = nil) {
    self.columns = columns
    self.caption = caption
  }

  /// Adds a row, a cell a column; `lights` are the ids of the words that it lights up.
  mutating func append(_ cells: [PageCell], lights: [String] = []) {
    precondition(cells.count == columns.count, "\(cells.count) cells in \(columns.count) columns")
    rows.append(
      .element(
        "tr", lights.isEmpty ? [] : [("data-lights", lights.joined(separator: " "))],
        zip(cells, columns).map { $0.markup(isNumeric: $1.isNumeric) }))
  }

  /// The table.
  var markup: Markup {
    let heads = columns.map { column in
      Markup.element(
        "th", [("scope", "col")] + (column.isNumeric ? [("class", "number")] : []), column.title)
    }
    return .element(
      "div", [("class", "scroll"), ("tabindex", "0")],
      [
        .element(
          "table", columns.count > Self.narrow ? [("class", "wide")] : [],
          (caption.map { [.element("caption", [], $0)] } ?? [])
            + [.element("thead", [], [.element("tr", [], heads)]), .element("tbody", [], rows)])
      ])
  }
}
