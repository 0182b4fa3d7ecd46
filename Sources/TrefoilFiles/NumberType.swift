/// How files store numbers, by the names that safetensors has for it.
///
/// Source: the format's description in the safetensors project's README.
package enum NumberType: String, CaseIterable, Sendable {
  /// IEEE half precision.
  case float16 = "F16"
  /// The upper half of IEEE single precision.
  case bfloat16 = "BF16"
  /// IEEE single precision.
  case float32 = "F32"
  /// IEEE double precision.
  case float64 = "F64"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"
  /// A byte that is 0 or 1.
  case boolean = "BOOL"
  /// Eight bits, of which four are an exponent.
  case float8E4M3 = "F8_E4M3"
  /// Eight bits, of which five are an exponent.
  case float8E5M2 = "F8_E5M2"

  /// The bytes of one number.
  package var size: Int {
    switch self {
    case .int8, .uint8, .boolean, .float8E4M3, .float8E5M2: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// Whether a model's plain weights may be stored so.
  package var isWeight: Bool {
    switch self {
    case .float16, .bfloat16, .float32: true
    default: false
    }
  }
}
