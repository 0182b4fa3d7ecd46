/// The bytes with which one of several tokens begins.
struct FirstBytes: Sendable {
  private let table: [Bool]
  /// The byte, if there is one alone: most vocabularies' tokens all begin with “<”.
  private let only: UInt8?
  let isEmpty: Bool

  init(_ bytes: [UInt8]) {
    let distinct = Set(bytes)
    table = (0...UInt8.max).map { distinct.contains($0) }
    only = distinct.count == 1 ? distinct.first : nil
    isEmpty = distinct.isEmpty
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool { table[Int(byte)] }

  /// The first place at or behind an offset where a token may begin.
  func position(in text: [UInt8], from start: Int) -> Int? {
    if isEmpty { return nil }
    var offset = start
    if let only {
      while offset < text.count {
        if text[offset] == only { return offset }
        offset += 1
      }
      return nil
    }
    while offset < text.count {
      if table[Int(text[offset])] { return offset }
      offset += 1
    }
    return nil
  }
}
