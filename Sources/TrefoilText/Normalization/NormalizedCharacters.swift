/// Collects normalized characters as a text whose places are those of the text that they come from.
struct NormalizedCharacters: CharacterSink {
  private let origin: NormalizedText
  private var lastWasInserted = false

  /// The characters so far.
  private(set) var text = NormalizedText()

  /// Collects what becomes of a text.
  init(of origin: NormalizedText) {
    self.origin = origin
  }

  mutating func appendASCII(_ character: UInt8, at offset: Int) {
    text.append(character, from: origin.source(of: offset..<offset + 1))
    lastWasInserted = false
  }

  mutating func appendSpace(from source: Range<Int>, isInserted: Bool) {
    text.append(UInt8(ascii: " "), from: origin.source(of: source))
    lastWasInserted = isInserted
  }

  mutating func append(_ character: ArraySlice<UInt8>, from source: Range<Int>, isInserted: Bool) {
    text.append(character, from: origin.source(of: source))
    lastWasInserted = isInserted
  }

  mutating func skip(_ source: Range<Int>) {
    guard lastWasInserted else { return }
    lastWasInserted = false
    text.moveLastCharacter(to: origin.source(of: source))
  }
}
