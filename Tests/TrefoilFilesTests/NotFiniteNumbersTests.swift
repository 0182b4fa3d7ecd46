import Testing
import TrefoilFiles
import TrefoilTesting

@Suite("Numbers of JSON that are not finite")
struct NotFiniteNumbersTests {
  @Test("are read as Python writes them, and texts that say the same stay texts")
  func read() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(
      #"{"a":Infinity,"b":[-Infinity,NaN],"c":"NaN \"Infinity","Infinity":1,"d":"\\"}"#,
      to: "a.json")
    let content = try JSONFile.decode(JSONContent.self, from: path)
    #expect(content["a"]?.number == .infinity)
    #expect(content["b"]?.array?[0].number == -.infinity)
    #expect(content["b"]?.array?[1].number?.isNaN == true)
    #expect(content["c"]?.string == "NaN \"Infinity")
    #expect(content["Infinity"]?.number == 1 && content["d"]?.string == "\\")
  }

  @Test(
    "nothing else becomes JSON by it",
    arguments: [
      "{a:1}", "// a\n{}", "nan", "Infinity1", "+Infinity", "\"\\", "NaNNaN", "'a'",
    ])
  func noJSON(text: String) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(text, to: "a.json")
    #expect(throws: JSONFault.self) { try JSONFile.decode(JSONContent.self, from: path) }
  }

  @Test("are written as they were read")
  func written() {
    let text = #"{"a":Infinity,"b":[-Infinity,NaN],"c":"NaN"}"#
    let quoted = NotFiniteNumbers.quoted(Array(text.utf8))
    #expect(NotFiniteNumbers.unquoted(String(decoding: quoted, as: UTF8.self)) == text)
  }
}
