import Testing
import TrefoilFiles

@Suite("JSON, piece by piece")
struct JSONReaderTests {
  private func content(_ text: String) throws -> JSONContent {
    try JSONReader.content(Array(text.utf8))
  }

  @Test("every kind of value is read")
  func values() throws {
    #expect(
      try content(" {\"a\": [1, -2.5e3, true, false, null, \"x\"], \"b\": {}} ")
        == .object([
          "a": .array([1, -2500, true, false, .null, "x"]), "b": .object([:]),
        ]))
    #expect(try content("[]") == .array([]))
    #expect(try content("{\"a\": 1, \"a\": 2}") == .object(["a": 2]))
  }

  @Test("escapes are characters, of one code unit or two")
  func escapes() throws {
    let text = #""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00\u2581""#
    #expect(try content(text) == .string("\"\\/\u{8}\u{C}\n\r\té😀▁"))
  }

  @Test("NaN and Infinity are numbers, as in Python")
  func notFinite() throws {
    #expect(try content("NaN").number?.isNaN == true)
    #expect(
      try content("[Infinity, -Infinity]") == .array([.number(.infinity), .number(-.infinity)]))
  }

  @Test(
    "anything else is a fault that names the byte",
    arguments: [
      "", " ", "{", "[1", "[1,", "[1 2]", "{\"a\"}", "{\"a\":}", "{a: 1}", "\"abc", "\"\\",
      "\"\\x\"",
      "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "tru", "nul", "1 2", "-",
      "+1", "01", "-01", "1.", "1e", "[1,]", "{\"a\":1,}",
      ".5", "0x1p3", "nan", "inf", "\u{FEFF}1",
    ])
  func faults(text: String) {
    #expect { try content(text) } throws: { "\($0)".contains("at byte") }
  }

  @Test("deep nesting is a fault, not the end of the stack")
  func depth() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONFault.self) { try content(deep) }
  }

  @Test("bytes that are not UTF-8 are a fault")
  func encoding() {
    #expect(throws: JSONFault.self) { try JSONReader.content([0x22, 0xFF, 0x22]) }
  }
}
