/// A value of a JSON object, as the line has it.
package enum JSONMember: Equatable, Sendable {
  case null
  case boolean(Bool)
  /// The number's characters.
  case number(String)
  case string(String)
  /// The bytes of an array, with its brackets.
  case array(ArraySlice<UInt8>)
  /// The bytes of an object, with its brackets.
  case object(ArraySlice<UInt8>)
}
