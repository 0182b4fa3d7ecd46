/// Cuts a stream that holds one JSON array into its elements, in time linear in the stream.
///
/// Each element comes as a line would, whatever line ends are in it, so that a file that is one
/// array is read like one with an object a line.
struct JSONElementSplitter {
  /// The number of the line in which the element given last begins, from 1.
  private(set) var lineNumber = 0
  private let limit: Int
  private var buffer: [UInt8] = []
  private var position = 0
  private var start: Int?
  private var startLine = 0
  private var line: Int
  private var depth = 0
  private var hasOpened = false
  /// Whether the border passed last is a comma, behind which an element must come.
  private var isAfterComma = false
  private var isInString = false
  private var isEscaped = false
  private var isOverlong = false

  /// Makes a splitter for a stream whose first byte is in line `line`.
  init(limit: Int, line: Int) {
    self.limit = limit
    self.line = line
  }

  /// Takes the stream's next block.
  mutating func append(_ block: some Collection<UInt8>) {
    let kept = start ?? position
    buffer.removeSubrange(..<kept)
    position -= kept
    start = start.map { $0 - kept }
    buffer += block
  }

  /// The next element; nil if more bytes are needed.
  mutating func next() -> Line? {
    while position < buffer.count {
      let byte = buffer[position]
      position += 1
      if byte == UInt8(ascii: "\n") { line += 1 }
      if let element = take(byte) { return element }
    }
    guard let begun = start, position - begun > limit else { return nil }
    isOverlong = true
    start = position
    return nil
  }

  /// What is unfinished at the end of the stream: an element, or the array itself.
  mutating func rest() -> Line? {
    if start != nil { return cut(before: position) }
    guard depth > 0 else { return nil }
    depth = 0
    lineNumber = line
    return .unfinishedArray
  }

  private mutating func take(_ byte: UInt8) -> Line? {
    guard !isInString else {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        isInString = byte != UInt8(ascii: "\"")
      }
      return nil
    }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"):
      return border(isComma: byte == UInt8(ascii: ","))
    case UInt8(ascii: "}"):
      begin()
      depth = max(0, depth - 1)
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if hasOpened { begin() }
      hasOpened = true
      depth += 1
    case UInt8(ascii: "\""):
      begin()
      isInString = true
    case _ where Fields.isSpace(byte): break
    default: begin()
    }
    return nil
  }

  /// A comma or a bracket that closes an array: of the outer one it ends an element, which must be
  /// there unless the array is empty; behind the outer one it begins what can't stand there.
  private mutating func border(isComma: Bool) -> Line? {
    let isOuter = depth == 1
    if depth == 0 { begin() }
    if !isComma { depth = max(0, depth - 1) }
    guard isOuter else { return nil }
    let isMissing = start == nil && (isComma || isAfterComma)
    isAfterComma = isComma
    guard isMissing else { return cut(before: position - 1) }
    lineNumber = line
    return .missingElement
  }

  private mutating func begin() {
    guard start == nil else { return }
    start = position - 1
    startLine = line
  }

  private mutating func cut(before end: Int) -> Line? {
    guard let begun = start else { return nil }
    start = nil
    lineNumber = startLine
    defer { isOverlong = false }
    return isOverlong || end - begun > limit
      ? .overlong(limit: limit) : .bytes(buffer[begun..<end])
  }
}
