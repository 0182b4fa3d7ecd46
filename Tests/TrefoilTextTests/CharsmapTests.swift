import Testing
import TrefoilText

@Suite("Normalization table")
struct CharsmapTests {
  private func replacement(_ text: String, in charsmap: PrecompiledCharsmap) -> String? {
    let utf8 = Array(text.utf8)
    return charsmap.replacement(for: utf8, in: utf8.indices).map {
      String(decoding: charsmap.replacements[$0], as: UTF8.self)
    }
  }

  @Test("the shortest beginning with a replacement decides")
  func shortest() throws {
    let charsmap = try PrecompiledCharsmap(
      SerializedCharsmap(["a": "1", "ab": "2", "bc": "3", "™": "TM", "x": ""]).bytes)
    #expect(replacement("ab", in: charsmap) == "1")
    #expect(replacement("b", in: charsmap) == nil)
    #expect(replacement("bcd", in: charsmap) == "3")
    #expect(replacement("™", in: charsmap) == "TM")
    #expect(replacement("x", in: charsmap)?.isEmpty == true)
    #expect(replacement("\u{0}", in: charsmap) == nil)
    #expect(replacement("", in: charsmap) == nil)
  }

  @Test("an empty table replaces nothing")
  func empty() throws {
    #expect(replacement("a", in: try PrecompiledCharsmap([])) == nil)
  }

  @Test(
    "a trie of an impossible size is refused",
    arguments: [0, 3, 1 << 20, UInt32.max, 4_294_967_292])
  func lyingSize(size: UInt32) {
    var bytes = SerializedCharsmap.small.bytes
    for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: size >> (index * 8)) }
    #expect(throws: CharsmapFault.trieSize(bytes: Int(size), available: bytes.count - 4)) {
      try PrecompiledCharsmap(bytes)
    }
  }

  @Test("a table of less than a number is refused", arguments: 1...4)
  func short(count: Int) {
    #expect(throws: CharsmapFault.self) {
      try PrecompiledCharsmap([UInt8](repeating: 4, count: count))
    }
  }

  @Test("replacements that are no text, or too much of it, are refused")
  func replacements() {
    let bytes = SerializedCharsmap.small.bytes
    #expect(throws: CharsmapFault.encoding) { try PrecompiledCharsmap(bytes + [0xFF]) }
    #expect(throws: CharsmapFault.replacementLength(bytes: 1025, limit: 1024)) {
      try PrecompiledCharsmap(bytes + [UInt8](repeating: 0x61, count: 1025))
    }
  }

  @Test("a trie of nonsense is searched without harm", arguments: [0x00, 0x55, 0xAA, 0xFF])
  func nonsense(filling: Int) throws {
    let units = [UInt8](repeating: UInt8(filling), count: 4096)
    var model = SerializedModel.small
    model.charsmap = [0, 16, 0, 0] + units + Array("x\u{0}".utf8)
    let tokenizer = try TokenizerFixture.make(model)
    for scalar in stride(from: UInt32(0), to: 0x1_1000, by: 7) {
      guard let scalar = UnicodeScalar(scalar) else { continue }
      #expect(try tokenizer.tokenize("a\(scalar)b").count >= 2)
    }
  }

  @Test("no change of a byte of the trie does harm")
  func changedTrie() throws {
    let bytes = SerializedCharsmap.small.bytes
    for index in stride(from: 4, to: bytes.count, by: 97) {
      for value in [0x02, 0x7F, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = value
        guard let charsmap = try? PrecompiledCharsmap(changed) else { continue }
        for text in ["™", "\u{1}", "e\u{301}", "＜", "\u{3000}", "a"] {
          _ = replacement(text, in: charsmap)
        }
      }
    }
  }
}
