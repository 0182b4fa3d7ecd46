/// The columns that text takes on a terminal.
///
/// Source: Unicode Standard Annex 11, East Asian Width; kept to whole blocks.
package enum DisplayWidth {
  /// The columns of a text.
  package static func of(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// The columns of a character: 2 for a wide one and an emoji, 0 for one that joins its left.
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.isASCII { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    let isEmoji = character.unicodeScalars.contains {
      $0.properties.isEmojiPresentation || $0.value == 0xFE0F
    }
    return isEmoji || isWide(first.value) ? 2 : 1
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// A text of at most `width` columns, ended by `…` if something was cut off.
  package static func shorten(_ text: String, to width: Int) -> String {
    var kept = ""
    var columns = 0
    var whole = 0
    for character in text {
      columns += of(character)
      if columns > width { return String(kept.prefix(whole)) + (width > 0 ? "…" : "") }
      kept.append(character)
      if columns < width { whole += 1 }
    }
    return kept
  }

  /// A text on one line that can't command a terminal: control characters, which could move the
  /// cursor, become spaces, and format characters, which could turn the text around or hide in it,
  /// are left out.
  ///
  /// Those that join letters stay.
  package static func flatten(_ text: String) -> String {
    var flat = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: flat.append(" ")
      case .format where !joins(scalar) && !scalar.properties.isPrependedMark: break
      default: flat.append(scalar)
      }
    }
    return String(flat)
  }

  /// Whether a format character is part of how letters or an emoji look.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{200C}" || scalar == "\u{200D}"
  }
}

extension Unicode.Scalar.Properties {
  /// Whether a format character is one that is seen, as the sign of a year before Arabic digits.
  ///
  /// Source: Unicode's property Prepended_Concatenation_Mark; such signs are no default ignorables.
  fileprivate var isPrependedMark: Bool { !isDefaultIgnorableCodePoint }
}
