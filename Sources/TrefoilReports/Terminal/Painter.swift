/// Adds colour to text, if asked to.
package struct Painter: Sendable {
  /// Whether it adds anything.
  package let isEnabled: Bool

  /// Makes a painter.
  package init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// What text can look like.
  package enum Style: String, Sendable {
    /// Heavy.
    case bold = "1"
    /// Faint.
    case dim = "2"
    /// Red, for errors.
    case red = "31"
    /// Yellow, for warnings.
    case yellow = "33"
    /// Cyan, for the score that ranks.
    case cyan = "36"
  }

  /// The text in a style.
  package func paint(_ text: String, _ style: Style) -> String {
    isEnabled ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
