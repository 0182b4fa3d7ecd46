/// The distinct texts of a list, each once, and where each text of the list stands among them.
struct DistinctTexts {
  /// Each distinct text once, in the order in which it first came.
  private(set) var texts: [String] = []
  /// For each text of the list, its index in `texts`.
  private(set) var indices: [Int] = []
  /// For each of `texts`, where it first stood in the list.
  private(set) var firstIndices: [Int] = []

  init(_ list: [String]) {
    var seen: [ExactText: Int] = [:]
    indices.reserveCapacity(list.count)
    for text in list {
      let index = seen[ExactText(text: text)] ?? texts.count
      if index == texts.count {
        seen[ExactText(text: text)] = index
        texts.append(text)
        firstIndices.append(indices.count)
      }
      indices.append(index)
    }
  }
}

/// A text that equals another only byte by byte: strings that are equal in Unicode's eyes may differ
/// in their bytes and so in their tokens.
private struct ExactText: Hashable {
  let text: String

  static func == (one: ExactText, other: ExactText) -> Bool {
    one.text.utf8.elementsEqual(other.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { bytes in unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
  }
}
