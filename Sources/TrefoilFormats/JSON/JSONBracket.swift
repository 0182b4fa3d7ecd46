/// What encloses members or elements.
enum JSONBracket {
  case object
  case array

  var opening: UInt8 { self == .object ? UInt8(ascii: "{") : UInt8(ascii: "[") }
  var closing: UInt8 { self == .object ? UInt8(ascii: "}") : UInt8(ascii: "]") }
}
