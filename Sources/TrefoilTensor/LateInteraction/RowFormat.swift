/// How rows of numbers are kept.
public enum RowFormat: String, CaseIterable, Sendable {
  /// IEEE single precision: 4 bytes a number.
  case float32
  /// IEEE half precision: 2 bytes a number.
  case float16
  /// Integers of 8 bits with a scale a row: 1 byte a number and 4 a row.
  case int8
}
