/// Rows of text in columns, aligned by the width at which a terminal shows them.
package struct Table: Sendable {
  /// A column's title and side.
  package struct Column: Sendable {
    /// What stands above it.
    package let title: String
    /// Whether it is set against its right edge, as numbers are.
    package let isNumeric: Bool

    /// Makes a column.
    package init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  /// The columns of each row whose cells are bold.
  private var bold: [Set<Int>] = []

  /// Columns of the last column at the least, however narrow the terminal is.
  private static let leastText = 12

  /// Makes a table without rows.
  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row, a cell a column; the cells of the columns `bold` are painted so.
  package mutating func append(_ cells: [String], bold: Set<Int> = []) {
    precondition(cells.count == columns.count, "\(cells.count) cells in \(columns.count) columns")
    rows.append(cells.map(DisplayWidth.flatten))
    self.bold.append(bold)
  }

  /// The lines of the table; the last column is shortened so that they fit in `width`.
  package func lines(width: Int? = nil, painter: Painter = Painter(isEnabled: false)) -> [String] {
    let titles = columns.map(\.title)
    let widths = columns.indices.map { column in
      ([titles] + rows).reduce(0) { max($0, DisplayWidth.of($1[column])) }
    }
    let taken = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    let lastWidth = width.map { max(Self.leastText, $0 - taken) } ?? .max
    let head = line(titles, widths, lastWidth) { text, _ in text }
    return [painter.paint(head, .bold)]
      + zip(rows, bold).map { row, bold in
        line(row, widths, lastWidth) { bold.contains($1) ? painter.paint($0, .bold) : $0 }
      }
  }

  private func line(
    _ cells: [String], _ widths: [Int], _ lastWidth: Int,
    _ paint: (_ text: String, _ column: Int) -> String
  ) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let isLast = index == cells.count - 1
      let text = isLast ? DisplayWidth.shorten(cell, to: lastWidth) : cell
      let width = isLast ? min(widths[index], lastWidth) : widths[index]
      let space = max(0, width - DisplayWidth.of(text))
      let padding = String(repeating: " ", count: space)
      if columns[index].isNumeric {
        line += padding + paint(text, index)
      } else {
        line += paint(text, index) + (isLast ? "" : padding)
      }
      if !isLast { line += "  " }
    }
    return line
  }
}
