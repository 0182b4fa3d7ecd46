internal import TrefoilFormats

extension LineReader {
  /// All lines as one text, with a newline between two.
  ///
  /// - Throws: `InputError` for a line that is no text; `CancellationError`.
  package func wholeText() throws -> String {
    var text: [UInt8] = []
    var isFirst = true
    while let line = try next() {
      do throws(LineProblem) {
        guard case .bytes(let bytes) = line else {
          throw .overlong(limit: LineReader.lineLimit)
        }
        if !isFirst { text.append(UInt8(ascii: "\n")) }
        isFirst = false
        text += try RecordParser.string(bytes).utf8
      } catch {
        throw InputError.badLine(source: name, line: lineNumber, problem: error)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
