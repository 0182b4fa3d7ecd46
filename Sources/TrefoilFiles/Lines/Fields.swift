/// A line of a text file as text, and cut into fields.
package enum Fields {
  /// A line as text.
  ///
  /// - Throws: `TextFault` if it is not UTF-8 or has a NUL.
  package static func text(_ line: ArraySlice<UInt8>) throws(LineFault) -> String {
    try text(line, of: line)
  }

  /// A part of a line as text; a fault is placed in the whole line.
  private static func text(
    _ part: ArraySlice<UInt8>, of line: ArraySlice<UInt8>
  ) throws(LineFault) -> String {
    if let nul = part.firstIndex(of: 0) {
      throw LineFault(TextFault.nul(offset: nul - line.startIndex))
    }
    guard let text = String(validating: part, as: UTF8.self) else {
      let place = part.startIndex + firstFault(part)
      throw LineFault(TextFault.notUTF8(offset: place - line.startIndex, byte: line[place]))
    }
    return text
  }

  /// The line's fields between tabs, empty ones too.
  package static func betweenTabs(_ line: ArraySlice<UInt8>) throws(LineFault) -> [String] {
    try strings(line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false), line)
  }

  /// The line's fields between white space of any length, as C's `isspace` knows it.
  package static func betweenSpaces(_ line: ArraySlice<UInt8>) throws(LineFault) -> [String] {
    try strings(line.split(whereSeparator: isSpace), line)
  }

  /// Whether a byte is white space for C's `isspace`.
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
  }

  /// Whether a line has nothing but white space, or the mark with which DOS ends a file.
  package static func isBlank(_ line: some Sequence<UInt8>) -> Bool {
    line.allSatisfy { isSpace($0) || $0 == 0x1A }
  }

  /// A line's fields between a character, without the white space around each.
  package static func trimmed(
    _ line: ArraySlice<UInt8>, between separator: UInt8
  ) throws(LineFault) -> [String] {
    let fields = line.split(separator: separator, omittingEmptySubsequences: false).map { field in
      let rest = field.drop(while: isSpace)
      return rest.prefix((rest.lastIndex { !isSpace($0) }.map { $0 + 1 - rest.startIndex }) ?? 0)
    }
    return try strings(fields, line)
  }

  private static func strings(
    _ fields: [ArraySlice<UInt8>], _ line: ArraySlice<UInt8>
  ) throws(LineFault) -> [String] {
    if let nul = line.firstIndex(of: 0) {
      throw LineFault(TextFault.nul(offset: nul - line.startIndex))
    }
    var strings: [String] = []
    strings.reserveCapacity(fields.count)
    for field in fields { strings.append(try text(field, of: line)) }
    return strings
  }

  private static func firstFault(_ bytes: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { offset += scalar.count }
    return min(offset, bytes.count - 1)
  }
}
