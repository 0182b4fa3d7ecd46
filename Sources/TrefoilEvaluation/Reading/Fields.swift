/// A line of a text file cut into fields.
enum Fields {
  /// A line as text.
  ///
  /// - Throws: `LineFault.notText` if it is not UTF-8 or has a NUL.
  static func text(_ line: ArraySlice<UInt8>) throws(LineFault) -> String {
    guard !line.contains(0), let text = String(validating: line, as: UTF8.self) else {
      throw .notText
    }
    return text
  }

  /// The line's fields between tabs, empty ones too.
  static func betweenTabs(_ line: ArraySlice<UInt8>) throws(LineFault) -> [String] {
    try strings(line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false))
  }

  /// The line's fields between white space of any length, as C's `isspace` knows it.
  static func betweenSpaces(_ line: ArraySlice<UInt8>) throws(LineFault) -> [String] {
    try strings(line.split(whereSeparator: isSpace))
  }

  /// Whether a byte is white space for C's `isspace`.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (UInt8(ascii: "\t")...UInt8(ascii: "\r")).contains(byte)
  }

  private static func strings(_ fields: [ArraySlice<UInt8>]) throws(LineFault) -> [String] {
    var strings: [String] = []
    strings.reserveCapacity(fields.count)
    for field in fields { strings.append(try text(field)) }
    return strings
  }
}
