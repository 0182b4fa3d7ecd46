import Foundation
import Testing
import TrefoilFormats

@Suite("JSON")
struct JSONTextTests {
  @Test("puts commas between members and elements only")
  func commas() {
    var json = JSONText()
    json.object { json in
      json.key("a")
      json.array { json in
        json.number(1)
        json.array { _ in }
        json.object { _ in }
        json.null()
      }
      json.member("b", "x")
      json.key("c")
      json.boolean(true)
    }
    json.endLine()
    json.object { _ in }
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == #"{"a":[1,[],{},null],"b":"x","c":true}"#
        + "\n{}")
  }

  @Test("leaves what is JSON already as it is, on one line")
  func raw() {
    var json = JSONText()
    json.object { json in
      json.key("a")
      json.json("{\"x\": 1.50,\r\n \"y\":\n[123456789012345678901]}")
      json.key("b")
      json.json("{}")
    }
    #expect(json.text == #"{"a":{"x": 1.50,   "y": [123456789012345678901]},"b":{}}"#)
  }

  @Test(
    "floats read back as the same number",
    arguments: [
      0, -0.0, 1, 0.1, 1.0 / 3, 1e-5, Float.leastNormalMagnitude, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude, -2.5e10, 16_777_216,
    ] as [Float])
  func floats(value: Float) throws {
    var json = JSONText()
    json.array { $0.number(value) }
    let read = try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [Double])
    #expect(Float(read[0]).bitPattern == value.bitPattern)
  }

  @Test("never holds a number that is none", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) {
    var json = JSONText()
    json.number(value)
    #expect(json.bytes == Array("null".utf8))
  }

  @Test("strings read back as the same text")
  func strings() throws {
    let text =
      String((0..<0x300).compactMap { Unicode.Scalar($0).map(Character.init) })
      + "\"\\/潮汐😀\u{2028}\u{FEFF}\u{10FFFF}"
    var json = JSONText()
    json.array { $0.string(text) }
    #expect(!json.bytes.contains { $0 < 0x20 })
    let read = try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String])
    #expect(Array(read[0].utf8) == Array(text.utf8))
  }

  @Test("escapes what turns a text around, and nothing else of other scripts")
  func direction() {
    var json = JSONText()
    json.string("a\u{202E}b\u{2066}c“שלום”")
    #expect(String(decoding: json.bytes, as: UTF8.self) == #""a\u202eb\u2066c“שלום”""#)
  }
}
