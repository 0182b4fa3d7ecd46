extension LineReader {
  /// All lines as one text, with a newline between two.
  ///
  /// - Throws: `FileError`; `LineError` for a line that is no text; `CancellationError`.
  package func wholeText() throws -> String {
    var text: [UInt8] = []
    var isFirst = true
    while let line = try next() {
      do throws(LineFault) {
        let content = try Fields.text(line.content)
        if !isFirst { text.append(UInt8(ascii: "\n")) }
        isFirst = false
        text += content.utf8
      } catch {
        throw LineError(.line(lineNumber, of: name), error)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
