/// Why a line is not a JSON object, and at which byte.
public struct JSONFlaw: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Cause: Equatable, Sendable {
    /// The value is no object.
    case notAnObject
    /// The line ends before the object does.
    case unfinished
    /// Something follows the object.
    case trailing
    /// A byte that can't stand there.
    case unexpected(UInt8)
    /// `NaN` or an infinity, which Python writes and JSON lacks.
    case notFinite(String)
    /// Half of a pair of escapes that stand for one character.
    case loneSurrogate(String)
  }

  /// The byte, counted from 0 in the line.
  public let offset: Int
  /// What is wrong there.
  public let cause: Cause

  /// Puts a flaw together.
  public init(offset: Int, _ cause: Cause) {
    self.offset = offset
    self.cause = cause
  }
}

extension JSONFlaw: CustomStringConvertible {
  /// The place and what is wrong, as a clause.
  public var description: String {
    switch cause {
    case .notAnObject: "byte \(offset) begins another kind of value"
    case .unfinished: "the line ends within the object; write it on one line, as jq -c . does"
    case .trailing:
      "byte \(offset) follows the object; write each on a line of its own, as jq -c . does"
    case .unexpected(let byte): "byte \(offset), \(Self.name(byte)), can't stand there"
    case .notFinite(let word): "byte \(offset) begins \(word), which JSON lacks; write null"
    case .loneSurrogate(let escape):
      "byte \(offset) begins \(escape), half of a character whose other half is missing"
    }
  }

  private static func name(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? String(UnicodeScalar(byte)) : "0x" + String(byte, radix: 16, uppercase: true)
  }
}
