internal import TrefoilFiles

/// What stands before the numbers of a NumPy array: a Python dictionary of three keys.
///
/// Source: NumPy's format description (`numpy.lib.format`), versions 1.0 to 3.0.
struct NumPyHeader: Equatable {
  /// Why bytes are no header.
  enum Fault: Error, Equatable {
    case malformed(String)
    case objects
    case unsupported(String)
  }

  /// The numbers' type.
  let type: NumberType
  /// Whether a number's highest byte comes first.
  let isBigEndian: Bool
  /// Whether the first index runs fastest, as Fortran has it.
  let isColumnMajor: Bool
  /// The number of entries along each axis, outermost first.
  let shape: [Int]
  /// The bytes before the first number.
  let byteCount: Int

  /// The first bytes of each array, before the version.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// NumPy's own bound on a header that it trusts.
  private static let longest = 1 << 16
  /// NumPy's own bound on an array's axes.
  private static let mostAxes = 64

  /// Reads the header at the beginning of some bytes; `size` is the number of all bytes of the array.
  init(_ bytes: (Range<Int>) -> [UInt8], size: Int) throws(Fault) {
    guard size >= 10, bytes(0..<6) == Self.magic else {
      throw .malformed("it does not begin as NumPy's arrays do")
    }
    let version = bytes(6..<8)
    guard 1...3 ~= version[0], version[1] == 0 else {
      throw .unsupported(
        "its format has version \(version[0]).\(version[1]), and 1.0, 2.0 and 3.0 are known; save it"
          + " again with np.save")
    }
    let lengthSize = version[0] == 1 ? 2 : 4
    guard size >= 8 + lengthSize else { throw .malformed("its header breaks off") }
    let length = Int(UInt32(littleEndian: bytes(8..<8 + lengthSize)))
    let start = 8 + lengthSize
    guard length <= size - start else { throw .malformed("its header breaks off") }
    guard length <= Self.longest else {
      throw .unsupported("its header has \(length) bytes, and an array of numbers needs 128")
    }
    byteCount = start + length
    guard let text = String(validating: bytes(start..<byteCount), as: UTF8.self) else {
      throw .malformed("its header is not text")
    }
    var literal = PythonLiteral(text)
    guard let header = literal.dictionary() else {
      throw .malformed("its header is not a dictionary of descr, fortran_order and shape")
    }
    guard case .boolean(let order)? = header["fortran_order"],
      case .tuple(let sizes)? = header["shape"],
      let description = header["descr"], header.count == 3
    else { throw .malformed("its header is not a dictionary of descr, fortran_order and shape") }
    isColumnMajor = order
    guard sizes.count <= Self.mostAxes, numberCount(of: sizes) != nil else {
      throw .malformed("its header has the impossible shape \(sizes)")
    }
    shape = sizes
    guard case .string(let code) = description else {
      throw .unsupported("it is an array of records; save an array of numbers for each field")
    }
    (type, isBigEndian) = try Self.type(code)
  }

  private static func type(_ code: String) throws(Fault) -> (NumberType, isBigEndian: Bool) {
    let order = code.first
    let kind = String(code.dropFirst())
    guard let order, "<>=|".contains(order), !kind.isEmpty else {
      throw .malformed("its numbers are of type “\(code)”")
    }
    if kind.hasPrefix("O") { throw .objects }
    guard let type = types[kind], order != "|" || type.size == 1 else {
      throw .unsupported(
        "its numbers are of type “\(code)”; save them as float16, float32, float64 or, for offsets,"
          + " as whole numbers")
    }
    // “=” is the order of the machine that wrote the file; those that are left are little-endian.
    return (type, order == ">")
  }

  private static let types: [String: NumberType] = [
    "f2": .float16, "f4": .float32, "f8": .float64, "i1": .int8, "i2": .int16, "i4": .int32,
    "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64,
  ]
}
