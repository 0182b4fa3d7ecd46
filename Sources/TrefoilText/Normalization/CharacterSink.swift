/// What takes normalized characters, one after another, each with its place in the source.
protocol CharacterSink {
  /// Adds an ASCII character that is neither white space nor replaced.
  mutating func appendASCII(_ character: UInt8, at offset: Int)
  /// Adds a space.
  mutating func appendSpace(from source: Range<Int>, isInserted: Bool)
  /// Adds a character, given as UTF-8; `isInserted` if it shares its place with the one before.
  mutating func append(_ character: ArraySlice<UInt8>, from source: Range<Int>, isInserted: Bool)
  /// Takes note that the text at a place in the source left nothing behind.
  ///
  /// The reference counts an inserted character before it as what became of it.
  mutating func skip(_ source: Range<Int>)
}
