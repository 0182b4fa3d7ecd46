/// The side from which a text is read.
enum TextDirection: String {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"

  /// The direction of a text's first letter.
  ///
  /// A page's own `dir="auto"` would take it from the model's instruction, where that comes first.
  /// Source: Unicode Standard Annex 9, rules P2 and P3, kept to whole blocks.
  init(of text: String) {
    let letter = text.unicodeScalars.first { $0.properties.isAlphabetic }
    self = letter.map { Self.isRightToLeft($0.value) } ?? false ? .rightToLeft : .leftToRight
  }

  private static func isRightToLeft(_ scalar: UInt32) -> Bool {
    switch scalar {
    // Hebrew to Arabic Extended-A, their presentation forms, and the old scripts of the east.
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }
}
