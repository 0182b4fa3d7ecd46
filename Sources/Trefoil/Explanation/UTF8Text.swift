/// A text whose places are UTF-8 offsets, as the tokenizer counts them.
struct UTF8Text {
  /// The text, in native UTF-8, so that an offset is found at once.
  private let text: String

  init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.text = text
  }

  /// What lies in a range that begins and ends between characters.
  subscript(range: Range<Int>) -> Substring {
    text[index(range.lowerBound)..<index(range.upperBound)]
  }

  /// The range without white space at its ends; empty if there is nothing else.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    let scalars = self[range].unicodeScalars
    guard let first = scalars.firstIndex(where: Self.isInk),
      let last = scalars.lastIndex(where: Self.isInk)
    else { return range.lowerBound..<range.lowerBound }
    return offset(first)..<offset(scalars.index(after: last))
  }

  private static func isInk(_ scalar: Unicode.Scalar) -> Bool { !scalar.properties.isWhitespace }

  private func index(_ offset: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: offset)
  }

  private func offset(_ index: String.Index) -> Int {
    text.utf8.distance(from: text.startIndex, to: index)
  }
}
