/// The distinct texts of a list, each once, and where each text of the list stands among them.
struct DistinctTexts {
  /// Each distinct text once, in the order in which it first came.
  private(set) var texts: [String] = []
  /// For each text of the list, its index in `texts`.
  private(set) var places: [Int] = []
  /// Strings that are equal in Unicode's eyes may differ in their bytes and so in their tokens.
  private var seen: [[UInt8]: Int] = [:]

  init(_ list: [String]) {
    places.reserveCapacity(list.count)
    for text in list { places.append(insert(text)) }
  }

  private mutating func insert(_ text: String) -> Int {
    let bytes = Array(text.utf8)
    if let place = seen[bytes] { return place }
    seen[bytes] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
