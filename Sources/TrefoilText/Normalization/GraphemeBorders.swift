/// Finds where the extended grapheme clusters of a text end, going forward.
struct GraphemeBorders {
  private let text: String
  private var index: String.Index
  private var offset = 0

  init(_ text: String) {
    self.text = text
    index = text.startIndex
  }

  /// The UTF-8 offset behind the cluster that begins at an offset.
  mutating func end(ofClusterAt start: Int) -> Int {
    let utf8 = text.utf8
    if start != offset { index = utf8.index(utf8.startIndex, offsetBy: start) }
    // An index that came from here is known to be a border, so the string need not look back.
    index = text.index(after: index)
    offset = utf8.distance(from: utf8.startIndex, to: index)
    return offset
  }
}
