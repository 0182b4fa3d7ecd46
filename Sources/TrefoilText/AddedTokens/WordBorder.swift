/// Where a word ends, for tokens that are found only alone.
enum WordBorder {
  /// Whether nothing that belongs to a word touches a range of a text.
  static func surrounds(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    if range.lowerBound > 0 {
      let before = WhiteSpace.characterStart(before: range.lowerBound, in: text)
      if isWord(text[before..<range.lowerBound]) { return false }
    }
    guard range.upperBound < text.count else { return true }
    return !isWord(
      text[range.upperBound..<WhiteSpace.characterEnd(from: range.upperBound, in: text)])
  }

  /// Whether a character is one of `\w` in Unicode's regular expressions (UTS #18).
  private static func isWord(_ character: ArraySlice<UInt8>) -> Bool {
    guard let properties = WhiteSpace.scalar(character)?.properties else { return false }
    if properties.isAlphabetic || properties.isJoinControl { return true }
    switch properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      return true
    default:
      return false
    }
  }
}
