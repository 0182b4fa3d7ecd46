/// The scripts that are written without spaces between words.
enum UnspacedScript {
  /// Whether a character belongs to one: Han, kana, Thai, Lao, Khmer, Myanmar, or CJK punctuation.
  ///
  /// Source: Unicode 16, Blocks.txt; kept to whole blocks.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF,  // Thai, Lao
      0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F,  // Myanmar
      0x1780...0x17FF, 0x19E0...0x19FF,  // Khmer
      0x2E80...0x2FDF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD,  // Han
      0x3000...0x30FF, 0x31F0...0x31FF, 0xFF61...0xFF9F, 0x1AFF0...0x1B16F:  // punctuation, kana
      true
    default: false
    }
  }

  /// Whether two neighbours may stand in two words although no space parts them.
  static func parts(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    guard contains(left) || contains(right) else { return false }
    switch right.properties.generalCategory {
    // These are drawn on their left neighbour.
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: return false
    default: return true
    }
  }
}
