/// What becomes of an ASCII character that is a grapheme cluster alone.
enum ASCIIClass: UInt8 {
  /// It stays.
  case kept
  /// It is or becomes a space.
  case space
  /// It is removed or becomes something else.
  case replaced

  /// Every ASCII character's class, by its code.
  static func table(_ charsmap: PrecompiledCharsmap) -> [ASCIIClass] {
    (UInt8(0)..<0x80).map { code in
      let space = UInt8(ascii: " ")
      guard let replacement = charsmap.replacement(for: [code], in: 0..<1) else {
        return code == space ? .space : .kept
      }
      return charsmap.replacements[replacement].elementsEqual([space]) ? .space : .replaced
    }
  }
}
