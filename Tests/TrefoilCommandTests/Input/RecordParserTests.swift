import Testing
import TrefoilCommand
import TrefoilFiles

@Suite("A line as a text")
struct RecordParserTests {
  private func record(_ line: String, _ format: InputFormat) throws(LineFault) -> TextRecord? {
    try RecordParser(format).record(Array(line.utf8)[...], line: 7)
  }

  @Test("is taken as it stands, and called by its line's number")
  func text() throws {
    #expect(try record("  a\tb \\n ", .text) == TextRecord(text: "  a\tb \\n ", line: 7))
    #expect(try record("", .text) == TextRecord(id: "7", text: "", line: 7))
  }

  @Test("of TSV has its id before the first tab")
  func tsv() throws {
    #expect(try record("a\tb\tc", .tsv) == TextRecord(id: "a", text: "b\tc", line: 7))
    #expect(try record("a\t", .tsv) == TextRecord(id: "a", text: "", line: 7))
    #expect(try record(" \t", .tsv) == nil)
    #expect(throws: LineFault(TextFault.noTab)) { try record("a b", .tsv) }
    #expect(throws: LineFault(TextFault.emptyID)) { try record("\ta", .tsv) }
  }

  @Test(
    "of JSONL may have an id, of either kind, and BEIR's keys",
    arguments: [
      (#"{"text": "t"}"#, "7", "t"),
      (#"{"id": "a", "text": "t"}"#, "a", "t"),
      (#"{"id": 12, "text": ""}"#, "12", ""),
      (#"{"id": null, "text": "t"}"#, "7", "t"),
      (#"{"_id": "d1", "title": "A", "text": "t", "metadata": {}}"#, "d1", "A t"),
      (#"{"_id": "d1", "title": "", "text": "t"}"#, "d1", "t"),
      (#"{"_id": "d1", "id": "other", "text": "t", "metadata": "web"}"#, "d1", "t"),
      (#" {"text": "\u6f6e\n\"\ud83d\ude00"} "#, "7", "潮\n\"😀"),
    ])
  func jsonl(line: String, id: String, text: String) throws {
    #expect(try record(line, .jsonl) == TextRecord(id: id, text: text, line: 7))
  }

  @Test(
    "of JSONL that lacks a text says what is wrong",
    arguments: [
      (#"{"id": "a"}"#, TextFault.missingKey("text")),
      (#"{"text": null}"#, .wrongType(key: "text", expected: "a string")),
      (#"{"text": 5}"#, .wrongType(key: "text", expected: "a string")),
      (#"{"text": ["a"]}"#, .wrongType(key: "text", expected: "a string")),
      (#"{"id": {}, "text": "t"}"#, .wrongType(key: "id", expected: "a string")),
      (#"{"id": "", "text": "t"}"#, .emptyID),
      (#"["a"]"#, .notJSON(reason: "it is another kind of JSON value")),
      (#""a""#, .notJSON(reason: "it is another kind of JSON value")),
      (#"{"text": "a""#, .notJSON(reason: "it does not parse")),
      (#"{"text": "a"} x"#, .notJSON(reason: "it does not parse")),
      ("plain", .notJSON(reason: "it does not parse")),
    ])
  func badJSON(line: String, problem: TextFault) {
    #expect(throws: LineFault(problem)) { try record(line, .jsonl) }
  }

  @Test("nested a thousand deep is refused")
  func deep() {
    let line = #"{"text": "t", "x": "# + String(repeating: "[", count: 1000)
    #expect(throws: LineFault.self) { try record(line, .jsonl) }
  }

  @Test("blank in TSV and JSONL is no text", arguments: [InputFormat.tsv, .jsonl])
  func blank(format: InputFormat) throws {
    for line in ["", " ", "\t \t"] { #expect(try record(line, format) == nil) }
  }

  @Test(
    "that is not UTF-8 names the byte",
    arguments: [
      ([0xFF], 0, 0xFF), ([0x61, 0xC3], 1, 0xC3), ([0x61, 0xC3, 0x28], 1, 0xC3),
      ([0xC3, 0xA9, 0x80], 2, 0x80), ([0xED, 0xA0, 0x80], 0, 0xED),
    ] as [([UInt8], Int, UInt8)])
  func notUTF8(bytes: [UInt8], offset: Int, byte: UInt8) {
    #expect(throws: LineFault(TextFault.notUTF8(offset: offset, byte: byte))) {
      try Fields.text(([0, 0] + bytes)[2...])
    }
  }

  @Test("with NUL names the byte, in every format", arguments: InputFormat.allCases)
  func nul(format: InputFormat) {
    #expect(throws: LineFault(TextFault.nul(offset: 1))) { try record("a\0b", format) }
  }

  @Test(
    "is in the layout that the file's name tells",
    arguments: [
      ("a.txt", .text), ("a.TSV", .tsv), ("dir.tsv/a", .text), ("b/a.jsonl", .jsonl),
      ("a.ndjson", .jsonl), ("tsv", .text), ("-", .text), ("", .text), ("a.tsv.", .text),
    ] as [(String, InputFormat)])
  func format(name: String, format: InputFormat) {
    #expect(InputFormat(name: name) == format)
  }
}
