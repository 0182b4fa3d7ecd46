/// Unicode's white space in UTF-8.
enum WhiteSpace {
  /// Whether a character is white space.
  ///
  /// - Parameter character: One character's bytes, valid UTF-8.
  static func contains(_ character: ArraySlice<UInt8>) -> Bool {
    guard let lead = character.first else { return false }
    if lead < 0x80 { return lead == 0x20 || 0x09...0x0D ~= lead }
    let second = character.dropFirst().first ?? 0
    let third = character.dropFirst(2).first ?? 0
    switch (lead, second) {
    case (0xC2, 0x85), (0xC2, 0xA0): return true
    case (0xE1, 0x9A), (0xE3, 0x80): return third == 0x80
    case (0xE2, 0x80): return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF
    case (0xE2, 0x81): return third == 0x9F
    default: return false
    }
  }

  /// Where the white space before an offset begins.
  static func start(before offset: Int, in text: [UInt8]) -> Int {
    var lower = offset
    while lower > 0 {
      let lead = characterStart(before: lower, in: text)
      guard contains(text[lead..<lower]) else { break }
      lower = lead
    }
    return lower
  }

  /// Where the white space that begins at an offset ends.
  static func end(from offset: Int, in text: [UInt8]) -> Int {
    var upper = offset
    while upper < text.count {
      let end = characterEnd(from: upper, in: text)
      guard contains(text[upper..<end]) else { break }
      upper = end
    }
    return upper
  }

  /// The first byte of the character that ends at an offset above zero.
  static func characterStart(before offset: Int, in text: [UInt8]) -> Int {
    var lead = offset - 1
    while lead > 0, UTF8.isContinuation(text[lead]) { lead -= 1 }
    return lead
  }

  /// The end of the character that begins at an offset below the text's end.
  @inline(__always)
  static func characterEnd(from offset: Int, in text: [UInt8]) -> Int {
    var end = offset + 1
    while end < text.count, UTF8.isContinuation(text[end]) { end += 1 }
    return end
  }

  /// The scalar that a character's bytes stand for.
  static func scalar(_ character: ArraySlice<UInt8>) -> Unicode.Scalar? {
    String(decoding: character, as: UTF8.self).unicodeScalars.first
  }
}
