/// A share as a bar of block characters.
package enum ShareBar {
  /// Eighths of a cell, from one to seven.
  private static let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A bar as long as `part` is of `largest`; empty for what is not above zero.
  package static func cell(_ part: Float, largest: Float, cells: Int = 10) -> String {
    guard part > 0 && part <= largest else { return "" }
    let filled = max(1, Int((part / largest * Float(cells * 8)).rounded()))
    return String(repeating: "█", count: filled / 8)
      + (filled % 8 > 0 ? eighths[filled % 8 - 1] : "")
  }
}
