import Testing
import TrefoilCommand
import TrefoilFiles

@Suite("A line as a text")
struct RecordParserTests {
  private func record(_ line: String, _ format: InputFormat) throws(LineFault) -> TextRecord? {
    var parser = RecordParser(format)
    return try parser.record(Array(line.utf8)[...], line: 7)
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
      (#"{"docid": "12#0", "title": "A", "contents": "t"}"#, "12#0", "A t"),
      (#"{"pid": 13570027672830659665, "passage": "t"}"#, "13570027672830659665", "t"),
      (#"{"qid": -3, "query": "t"}"#, "-3", "t"),
      (#"{"id": "a", "body": "first", "body": "t"}"#, "a", "t"),
      (#"{"id": "a", "title": "t", "text": null}"#, "a", "t"),
      ("\u{feff}" + #"{"id": "a", "text": "t", "x": [[], {"y": [1e999, {}]}]}"#, "a", "t"),
      (#" {"text": "\u6f6e\n\"\ud83d\ude00"} "#, "7", "潮\n\"😀"),
    ])
  func jsonl(line: String, id: String, text: String) throws {
    let record = try record(line, .jsonl)
    #expect((record?.id, record?.text, record?.line) == (id, text, 7))
  }

  @Test("of JSONL have their title, text and metadata apart as well")
  func parts() throws {
    let record = try record(
      #"{"_id": "d1", "title": "A", "text": "t", "metadata": {"n": 12345678901234567890}}"#, .jsonl)
    #expect((record?.title, record?.body) == ("A", "t"))
    #expect(record?.metadata == #"{"n": 12345678901234567890}"#)
  }

  @Test(
    "of JSONL that lacks a text says what is wrong",
    arguments: [
      (#"{"id": "a"}"#, TextFault.missingKey("text")),
      (#"{"text": null}"#, .missingKey("text")),
      (#"{"text": 5}"#, .wrongType(key: "text", expected: "a string")),
      (#"{"text": ["a"]}"#, .wrongType(key: "text", expected: "a string")),
      (
        #"{"id": {}, "text": "t"}"#, .wrongType(key: "id", expected: "a string or a whole number")
      ),
      (
        #"{"id": 1.0, "text": "t"}"#,
        .wrongType(key: "id", expected: "a string or a whole number")
      ),
      (#"{"id": "", "text": "t"}"#, .emptyID),
      (#"["a"]"#, .notJSON(JSONFlaw(offset: 0, .notAnObject))),
      (#""a""#, .notJSON(JSONFlaw(offset: 0, .notAnObject))),
      (#"{"text": "a""#, .notJSON(JSONFlaw(offset: 12, .unfinished))),
      (#"{"text": "a"} x"#, .notJSON(JSONFlaw(offset: 14, .trailing))),
      (#"{"text": "a",}"#, .notJSON(JSONFlaw(offset: 13, .unexpected(0x7D)))),
      (#"{"text": NaN}"#, .notJSON(JSONFlaw(offset: 9, .notFinite("NaN")))),
      (
        #"{"text": "a", "x": {"y": [-Infinity]}}"#,
        .notJSON(JSONFlaw(offset: 26, .notFinite("-Infinity")))
      ),
      (#"{"text": "é \ud83d"}"#, .notJSON(JSONFlaw(offset: 13, .loneSurrogate("\\ud83d")))),
      (#"{"text": 01}"#, .notJSON(JSONFlaw(offset: 9, .unexpected(0x30)))),
      ("plain", .notJSON(JSONFlaw(offset: 0, .notAnObject))),
    ])
  func badJSON(line: String, problem: TextFault) {
    #expect(throws: LineFault(problem)) { try record(line, .jsonl) }
  }

  @Test("nested a hundred thousand deep is read, or refused where it does not end")
  func deep() throws {
    let line = #"{"text": "t", "x": "# + String(repeating: "[", count: 100_000)
    #expect(throws: LineFault.self) { try record(line, .jsonl) }
    let ends = line + String(repeating: "]", count: 100_000) + "}"
    #expect(try record(ends, .jsonl)?.text == "t")
  }

  @Test("of TSV whose first line names the columns has its fields by them, unquoted")
  func namedColumns() throws {
    var parser = RecordParser(.tsv)
    func record(_ line: String) throws(LineFault) -> TextRecord? {
      try parser.record(Array(line.utf8)[...], line: 7)
    }
    #expect(try record("id\ttext\ttitle") == nil)
    #expect(
      try record("1\t\"a \"\"b\"\" c\"\tT")
        == TextRecord(id: "1", title: "T", text: "a \"b\" c", line: 7))
    #expect(try record("2\t\"a\" and \"b\"\t")?.text == "\"a\" and \"b\"")
    #expect(throws: LineFault(TextFault.missingColumns(2))) { try record("3\ta") }
  }

  @Test("of a file of queries and passages is no text")
  func pairs() {
    #expect(throws: LineFault(CandidateFault.pairs)) { try record("7\t100\tq\tp", .tsv) }
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
      ("a.txt", nil), ("a.TSV", .tsv), ("dir.tsv/a", nil), ("b/a.jsonl", .jsonl),
      ("a.ndjson", .jsonl), ("tsv", nil), ("-", nil), ("", nil), ("a.tsv.", nil),
    ] as [(String, InputFormat?)])
  func format(name: String, format: InputFormat?) {
    #expect(InputFormat(name: name) == format)
  }

  @Test(
    "is in the layout that the first bytes tell, where the name does not",
    arguments: [
      ("", .text), ("\n \n", .text), ("{\"id\": \"a\"}\n", .jsonl), ("{\n  \"id\"", .jsonl),
      ("\n[ {\"id\": 1}", .jsonl), ("[1] a note\n", .text), ("{a} set\n", .text),
      ("7\thow do tides work\n", .tsv), ("7\ta\n\n8\tb\nun", .tsv), ("7\ta\nno tab\n", .text),
      ("two words\tand a tab\n", .text), ("\ta\n", .text),
    ] as [(String, InputFormat)])
  func opening(text: String, format: InputFormat) {
    #expect(InputFormat(opening: Array(text.utf8)[...]) == format)
  }
}
