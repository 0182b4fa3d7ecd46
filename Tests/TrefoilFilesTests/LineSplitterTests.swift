import Testing
import TrefoilFiles

@Suite("Lines of a stream")
struct LineSplitterTests {
  private func lines(of text: String, block: Int, limit: Int = 100) -> [String] {
    var splitter = LineSplitter(limit: limit)
    var found: [String] = []
    func take(_ line: Line) {
      switch line {
      case .bytes(let bytes): found.append(String(decoding: bytes, as: UTF8.self))
      case .overlong: found.append("overlong \(splitter.lineNumber)")
      case .unfinishedArray, .missingElement: Issue.record("lines are no array")
      }
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: block) {
      splitter.append(Array(bytes[start..<min(start + block, bytes.count)]))
      while let line = splitter.next() { take(line) }
    }
    if let line = splitter.rest() { take(line) }
    return found
  }

  @Test("are the same however the stream is cut", arguments: [1, 2, 3, 7, 1000])
  func blocks(block: Int) {
    let text = "\u{FEFF}one\r\n\ntwo\rmore\nthree é\n\r\nlast"
    let expected = ["one", "", "two\rmore", "three é", "", "last"]
    #expect(lines(of: text, block: block) == expected)
  }

  @Test("end at the last terminator, without an empty line behind it")
  func end() {
    #expect(lines(of: "", block: 1).isEmpty)
    #expect(lines(of: "a\n", block: 1) == ["a"])
    #expect(lines(of: "a\n\n", block: 1) == ["a", ""])
    #expect(lines(of: "\n", block: 1) == [""])
    #expect(lines(of: "a\r", block: 1) == ["a\r"])
  }

  @Test("longer than the limit are named and passed over", arguments: [1, 3, 1000])
  func overlong(block: Int) {
    let text = "123456789\n12345\n1234567\r\n12345\r\nx\n1234567890123456"
    let found = lines(of: text, block: block, limit: 5)
    #expect(found == ["overlong 1", "12345", "overlong 3", "12345", "x", "overlong 6"])
  }

  @Test("keep a byte order mark that is not at the beginning")
  func byteOrderMark() {
    #expect(lines(of: "a\n\u{FEFF}b\n", block: 100) == ["a", "\u{FEFF}b"])
  }

  @Test("of ten million bytes are found in one go over the stream")
  func longLine() {
    var splitter = LineSplitter(limit: 1 << 28)
    let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
    for _ in 0..<160 {
      splitter.append(block)
      #expect(splitter.next() == nil)
    }
    splitter.append([UInt8(ascii: "\n")])
    guard case .bytes(let bytes) = splitter.next() else {
      Issue.record("there is no line")
      return
    }
    #expect(bytes.count == 160 * 65_536)
  }
}
