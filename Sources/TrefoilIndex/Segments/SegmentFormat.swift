internal import TrefoilFiles

/// How a segment's file is laid out.
///
/// Its sections stand behind the magic, each at a multiple of 64 bytes. Behind them stand the
/// checksums of all blocks before, XXH64 each; then the head, as JSON; then the tail: where the head
/// begins and its bytes, the checksum of the head and of these two numbers, and the magic again.
/// All numbers are little-endian. A file is written once, from front to back, and never changed.
enum SegmentFormat {
  /// The version of the layout that this version of Trefoil writes, and the only one that it reads.
  static let layout = 1
  /// What stands before the layout in the first and the last bytes.
  private static let name = Array("TREFSEG".utf8)
  /// The first and the last bytes, which end in the version of the layout.
  static let magic = name + [UInt8(layout)]

  /// The layout of a file by its first and its last bytes; nil if they are not those of a segment.
  static func layout(first: [UInt8], last: ArraySlice<UInt8>) -> Int? {
    guard first.elementsEqual(last), first.count == magic.count, first.starts(with: name) else {
      return nil
    }
    return Int(first[name.count])
  }
  /// The bytes of a block, which has one checksum: what a check reads at once.
  static let blockSize = 128 << 10
  /// Where sections may begin: at a cache line, as the kernels like their rows.
  static let alignment = 64
  /// The bytes of the tail.
  static let tailSize = 24 + magic.count
  /// The most bytes of a head; one of ten sections takes some five hundred.
  static let mostHeadBytes = 1 << 20
  /// What the names of segments' files end in.
  static let ending = ".segment"

  /// The tail behind a head.
  static func tail(head: [UInt8], at start: Int) -> [UInt8] {
    var numbers: [UInt8] = []
    [UInt64(start), UInt64(head.count)].appendLittleEndian(to: &numbers)
    var tail = numbers
    checksum(head + numbers).appendLittleEndian(to: &tail)
    return tail + magic
  }

  /// A name that no other segment has, in this index or another.
  static func randomName() -> String {
    let halves = [UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max)]
    return halves.map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether `randomName` may have given a name.
  static func isName(_ name: String) -> Bool {
    name.utf8.count == 32 && name.allSatisfy { $0.isHexDigit && $0.isASCII }
  }

  /// The checksum of bytes.
  static func checksum(_ bytes: [UInt8]) -> UInt64 {
    var checksum = Checksum()
    checksum.update(bytes)
    return checksum.value
  }
}
