import Testing
import TrefoilTesting
import TrefoilCommand
import TrefoilFiles

@Suite("Texts of a file")
struct TextReaderTests {
  private func reader(
    _ bytes: [UInt8], _ format: InputFormat? = .text, keepsBlankTexts: Bool = true,
    needsIDs: Bool = false,
    badLines: BadLines = BadLines(skipping: false) { _ in }, lineLimit: Int = 1 << 20,
    in folder: TemporaryDirectory
  ) throws -> TextReader {
    let path = try folder.write(bytes, to: "texts")
    return TextReader(
      LineReader(try ByteSource(path: path), lineLimit: lineLimit),
      TextReader.Options(format: format, keepsBlankTexts: keepsBlankTexts, needsIDs: needsIDs),
      badLines: badLines)
  }

  @Test("keep their order and their lines' numbers")
  func order() throws {
    let folder = try TemporaryDirectory()
    let reader = try reader(Array("a\n\nb".utf8), in: folder)
    #expect(try reader.next() == TextRecord(text: "a", line: 1))
    #expect(try reader.next() == TextRecord(text: "", line: 2))
    #expect(try reader.next() == TextRecord(text: "b", line: 3))
    #expect(try reader.next() == nil)
    #expect(reader.fraction == 1)
  }

  @Test("that are blank can be left out and are counted")
  func blank() throws {
    let folder = try TemporaryDirectory()
    let reader = try reader(Array("a\n \n\nb\n".utf8), keepsBlankTexts: false, in: folder)
    #expect(try reader.nextChunk().map(\.id) == ["1", "4"])
    #expect(reader.blankLines == 2)
  }

  @Test("come in chunks that are bounded in number and in bytes")
  func chunks() throws {
    let folder = try TemporaryDirectory()
    let long = String(repeating: "x", count: TextReader.chunkBytes)
    let text = String(repeating: "a\n", count: TextReader.chunkCount) + "b\n\(long)\nc\n"
    let reader = try reader(Array(text.utf8), in: folder)
    #expect(try reader.nextChunk().count == TextReader.chunkCount)
    #expect(try reader.nextChunk().count == 2)
    #expect(try reader.nextChunk().map(\.text) == ["c"])
    #expect(try reader.nextChunk().isEmpty)
  }

  private static let bad =
    Array("{\"text\": \"a\"}\n{\"x\": 1}\n".utf8)
    + [0xFF, 0x0A] + Array("{\"text\": \"b\"}\n\0\n".utf8)

  @Test("that are bad end the reading, with the file and the line")
  func badLine() throws {
    let folder = try TemporaryDirectory()
    let reader = try reader(Self.bad, .jsonl, in: folder)
    #expect(try reader.next()?.text == "a")
    let error = LineError(.line(2, of: folder.path("texts")), TextFault.missingKey("text"))
    #expect(throws: error) { try reader.next() }
    #expect("\(error)".contains("line 2"))
  }

  @Test("that are bad are counted and told of, if they are skipped")
  func skipped() throws {
    let folder = try TemporaryDirectory()
    var told: [String] = []
    let badLines = BadLines(skipping: true) { told.append($0) }
    let reader = try reader(Self.bad, .jsonl, badLines: badLines, in: folder)
    #expect(try reader.nextChunk().map(\.text) == ["a", "b"])
    badLines.summarize()
    #expect(badLines.count == 3)
    #expect(told.count == 4)
    #expect(told[0].contains("line 2") && told[1].contains("line 3") && told[2].contains("line 5"))
    #expect(told[3] == "skipped 3 bad lines")
  }

  @Test("that are bad by the thousand are not told of one by one")
  func manySkipped() throws {
    let folder = try TemporaryDirectory()
    var told: [String] = []
    let badLines = BadLines(skipping: true) { told.append($0) }
    let lines = String(repeating: "x\n", count: 1000)
    let reader = try reader(Array(lines.utf8), .tsv, badLines: badLines, in: folder)
    #expect(try reader.next() == nil)
    badLines.summarize()
    #expect(badLines.count == 1000)
    #expect(told.count == BadLines.reported + 2)
  }

  @Test("longer than the limit are bad")
  func overlong() throws {
    let folder = try TemporaryDirectory()
    let reader = try reader(Array("12345\n123\n".utf8), lineLimit: 4, in: folder)
    #expect(throws: LineError.self) { try reader.next() }
    #expect(try reader.next()?.text == "123")
  }

  @Test(
    "of an array are its elements, on one line or many, at their lines",
    arguments: [InputFormat.jsonl, nil])
  func array(format: InputFormat?) throws {
    let folder = try TemporaryDirectory()
    let text = " [\n {\"id\": \"a\",\n \"text\": \"[,]\"},{\"id\":\"b\",\"text\":\"\\\"}\"}\n]\n"
    let reader = try reader(Array(text.utf8), format, in: folder)
    let records = try reader.nextChunk()
    #expect(records.map(\.text) == ["[,]", "\"}"])
    #expect(records.map(\.line) == [2, 3])
    #expect(records.map(\.index) == [0, 1])
    let fault = LineError(.line(2, of: folder.path("texts")), TextFault.unfinishedArray)
    #expect(throws: fault) {
      try self.reader(Array("[{\"text\": \"a\"},\n".utf8), .jsonl, in: folder).nextChunk()
    }
  }

  @Test(
    "of an array have a comma between them and nowhere else, and nothing behind the array",
    arguments: [
      (#"[{"text": "a"},]"#, true), (#"[,{"text": "a"}]"#, true), ("[,]", true),
      ("[{\"text\": \"a\"},\n,{\"text\": \"b\"}]", true),
      (#"[{"text": "a"} {"text": "b"}]"#, false),
      (#"[{"text": "a"}] x"#, false), (#"[{"text": "a"}]]"#, false), (#"[{"text": "a"}],"#, false),
      (#"[{"text": "a"}]}"#, false), (#"[][{"text": "a"}]"#, false),
    ])
  func commasOfArrays(text: String, isMissing: Bool) throws {
    let folder = try TemporaryDirectory()
    let badLines = BadLines(skipping: true) { _ in }
    _ = try reader(Array(text.utf8), .jsonl, badLines: badLines, in: folder).nextChunk()
    #expect(badLines.count > 0)
    let error = #expect(throws: LineError.self) {
      try reader(Array(text.utf8), .jsonl, in: folder).nextChunk()
    }
    #expect((error?.fault == LineFault(TextFault.missingElement)) == isMissing)
  }

  @Test("of an empty array are none", arguments: ["[]", " [ \n ] \n"])
  func emptyArray(text: String) throws {
    let reader = try reader(Array(text.utf8), .jsonl, in: try TemporaryDirectory())
    #expect(try reader.nextChunk().isEmpty)
  }

  @Test("that are joined by ids must have them")
  func needsIDs() throws {
    let folder = try TemporaryDirectory()
    let bare = try reader(Array("one\ntwo\n".utf8), nil, needsIDs: true, in: folder)
    #expect(throws: TextInputError.noIDs(source: folder.path("texts"))) { try bare.next() }
    let unnamed = try reader(Array("{\"text\": \"a\"}".utf8), nil, needsIDs: true, in: folder)
    #expect(throws: LineError.self) { try unnamed.next() }
    #expect(try reader([], nil, needsIDs: true, in: folder).next() == nil)
  }

  @Test("in CSV are refused, unless they are to be read as they stand")
  func commas() throws {
    let folder = try TemporaryDirectory()
    let bytes = Array("id,text\na,b\n".utf8)
    #expect(throws: TextInputError.commas(source: folder.path("texts"))) {
      try reader(bytes, nil, in: folder).next()
    }
    #expect(try reader(bytes, .text, in: folder).nextChunk().map(\.text) == ["id,text", "a,b"])
    #expect(try reader(Array("id, of all\n".utf8), nil, in: folder).nextChunk().count == 1)
  }

  @Test("that are compressed are refused, and say what to pipe")
  func compressed() throws {
    let folder = try TemporaryDirectory()
    let reader = try reader([0x1F, 0x8B, 8, 0], nil, in: folder)
    let error = #expect(throws: FileError.self) { try reader.next() }
    #expect(error?.description.contains("gzip -dc \(folder.path("texts"))") == true)
  }

  @Test("may end their lines with carriage returns alone")
  func carriageReturns() throws {
    let folder = try TemporaryDirectory()
    #expect(
      try reader(Array("a\rb\rc".utf8), in: folder).nextChunk().map(\.text) == ["a", "b", "c"])
  }

  @Test("of a missing file, or of a directory, are an error that names it")
  func missing() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path.appending("absent")
    #expect(throws: FileError.missing(path: path)) { try ByteSource(path: path) }
    #expect(throws: FileError.directory(path: folder.path)) {
      try ByteSource(path: folder.path)
    }
  }

  @Test("given as arguments are called by their position")
  func arguments() throws {
    let source = TextSource.arguments(["a", ""])
    let records = try source.nextChunk()
    #expect(records == [TextRecord(text: "a", line: 1), TextRecord(id: "2", text: "", line: 2)])
    #expect(try source.nextChunk().isEmpty)
    #expect(try TextSource.arguments([]).nextChunk().isEmpty)
    #expect(
      source.error(TextFault.emptyID, of: records[1]) == LineError(.argument(2), TextFault.emptyID))
  }
}
