import Testing
import TrefoilFiles

@Suite("Numbers of files")
struct NumberTests {
  @Test("every type is known by safetensors' name, whose digits are its bits")
  func types() {
    for type in NumberType.allCases {
      #expect(NumberType(rawValue: type.rawValue) == type)
      let digits = type.rawValue.drop { !$0.isNumber }.prefix { $0.isNumber }
      #expect(type == .boolean ? type.size == 1 : Int(digits) == 8 * type.size, "\(type)")
    }
    #expect(NumberType.allCases.filter(\.isWeight) == [.float16, .bfloat16, .float32])
    #expect(NumberType(rawValue: "F4") == nil && NumberType(rawValue: "f16") == nil)
  }

  @Test("are read with their lowest byte first, absent bytes being zero")
  func littleEndian() {
    #expect(UInt32(littleEndian: [0x78, 0x56, 0x34, 0x12]) == 0x1234_5678)
    #expect(UInt64(littleEndian: [UInt8]()) == 0)
    #expect(UInt64(littleEndian: [0xFF]) == 255)
    #expect(UInt16(littleEndian: [0x02, 0x01][...]) == 0x0102)
    #expect(Int32(littleEndian: [0xFE, 0xFF, 0xFF, 0xFF]) == -2)
    for value in [Int64.min, -1, 0, 1, 0x0102_0304_0506_0708, .max] {
      var bytes: [UInt8] = []
      value.appendLittleEndian(to: &bytes)
      #expect(Int64(littleEndian: bytes) == value)
    }
    let numbers: [Float] = [0.5, -1, .infinity, 1e-45]
    var bytes: [UInt8] = [9]
    numbers.appendLittleEndian(to: &bytes)
    #expect(bytes[1..<9] == [0, 0, 0, 0x3F, 0, 0, 0x80, 0xBF])
    #expect([Float](littleEndian: bytes[1...]) == numbers)
  }
}
