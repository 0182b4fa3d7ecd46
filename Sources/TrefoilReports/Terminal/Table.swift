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

  /// Columns of a text in the last column at the least, however narrow the terminal is.
  private static let leastText = 12
  /// Columns of any other text at the least, so that names can be told apart.
  private static let leastName = 24

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

  /// The lines of the table, none wider than `width` as far as numbers and names allow.
  ///
  /// Texts are shortened first, the last column's most. What still does not fit becomes tables of
  /// some columns each below one another, with an empty line between and the first column in each.
  package func lines(width: Int? = nil, painter: Painter = Painter(isEnabled: false)) -> [String] {
    let titles = columns.map(\.title)
    var widths = columns.indices.map { column in
      ([titles] + rows).reduce(0) { max($0, DisplayWidth.of($1[column])) }
    }
    guard let width else { return lines(of: Array(columns.indices), widths, painter) }
    for column in columns.indices.dropLast() where !columns[column].isNumeric {
      let excess = max(0, taken(Array(columns.indices), widths) - width)
      widths[column] = max(min(widths[column], Self.leastName), widths[column] - excess)
    }
    return blocks(widths, within: width).map { block in
      var fitted = widths
      if let last = block.last, isShortened(last) {
        let others = taken(block, widths) - least(last, widths)
        fitted[last] = min(widths[last], max(least(last, widths), width - others))
      }
      return lines(of: block, fitted, painter)
    }.reduce(into: []) { all, block in all += (all.isEmpty ? [] : [""]) + block }
  }

  /// The columns of each table, of which the first is in all.
  private func blocks(_ widths: [Int], within width: Int) -> [[Int]] {
    var blocks: [[Int]] = []
    var block = [0]
    for column in columns.indices.dropFirst() {
      if block.count > 1 && taken(block + [column], widths) > width {
        blocks.append(block)
        block = [0]
      }
      block.append(column)
    }
    return blocks + [block]
  }

  /// The least that columns take, with the gaps between them.
  private func taken(_ block: [Int], _ widths: [Int]) -> Int {
    block.reduce(2 * (block.count - 1)) { $0 + least($1, widths) }
  }

  private func least(_ column: Int, _ widths: [Int]) -> Int {
    isShortened(column) ? min(widths[column], Self.leastText) : widths[column]
  }

  /// Whether a column is a text in the last place, which takes what the others leave.
  private func isShortened(_ column: Int) -> Bool {
    column == columns.count - 1 && !columns[column].isNumeric
  }

  private func lines(of block: [Int], _ widths: [Int], _ painter: Painter) -> [String] {
    let head = line(columns.map(\.title), block, widths) { text, _ in text }
    return [painter.paint(head, .bold)]
      + zip(rows, bold).map { row, bold in
        line(row, block, widths) { bold.contains($1) ? painter.paint($0, .bold) : $0 }
      }
  }

  private func line(
    _ cells: [String], _ block: [Int], _ widths: [Int],
    _ paint: (_ text: String, _ column: Int) -> String
  ) -> String {
    var line = ""
    for column in block {
      let isLast = column == block.last
      let text = DisplayWidth.shorten(cells[column], to: widths[column])
      let space = max(0, widths[column] - DisplayWidth.of(text))
      let padding = String(repeating: " ", count: space)
      if columns[column].isNumeric {
        line += padding + paint(text, column)
      } else {
        line += paint(text, column) + (isLast ? "" : padding)
      }
      if !isLast { line += "  " }
    }
    return line
  }
}
