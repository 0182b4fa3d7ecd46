/// What becomes of an ASCII character that is a grapheme cluster alone.
enum ASCIIClass: UInt8 {
  /// It stays.
  case kept
  /// It is or becomes a space.
  case space
  /// It needs a closer look: it is removed, becomes something else, or is white space that stays.
  case replaced

  /// Every ASCII character's class, by its code.
  ///
  /// - Parameter watched: Bytes that always need a closer look.
  static func table(_ charsmap: PrecompiledCharsmap, watched: FirstBytes) -> [ASCIIClass] {
    (UInt8(0)..<0x80).map { code in
      let space = UInt8(ascii: " ")
      if watched.contains(code) || 0x09...0x0D ~= code { return .replaced }
      guard let replacement = charsmap.replacement(for: [code], in: 0..<1) else {
        return code == space ? .space : .kept
      }
      return charsmap.replacements[replacement].elementsEqual([space]) ? .space : .replaced
    }
  }
}
