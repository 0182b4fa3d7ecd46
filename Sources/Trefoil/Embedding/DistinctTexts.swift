internal import TrefoilCore

/// The distinct texts of a list, each once, and where each text of the list stands among them.
struct DistinctTexts {
  /// Each distinct text once, in the order in which it first came.
  private(set) var texts: [String] = []
  /// For each text of the list, its index in `texts`.
  private(set) var indices: [Int] = []
  /// For each of `texts`, where it first stood in the list.
  private(set) var firstIndices: [Int] = []

  init(_ list: [String]) {
    // Texts that Unicode calls equal may differ in their bytes, and so in their tokens.
    var seen: [Identifier: Int] = [:]
    indices.reserveCapacity(list.count)
    for text in list {
      let index = seen[Identifier(text)] ?? texts.count
      if index == texts.count {
        seen[Identifier(text)] = index
        texts.append(text)
        firstIndices.append(indices.count)
      }
      indices.append(index)
    }
  }
}
