import Testing
import TrefoilFiles
import TrefoilTesting

@Suite("Checksums")
struct ChecksumTests {
  @Test(
    "are those that other programs give as XXH64",
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func known(text: String, expected: UInt64) {
    var checksum = Checksum()
    checksum.update(Array(text.utf8))
    #expect(checksum.value == expected)
  }

  @Test("do not depend on how the bytes were handed over", arguments: [1, 7, 31, 32, 33, 100])
  func pieces(size: Int) {
    var numbers = SeededNumbers(seed: 1)
    let bytes = (0..<1000).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
    var whole = Checksum()
    whole.update(bytes)
    var parts = Checksum()
    for start in stride(from: 0, to: bytes.count, by: size) {
      parts.update(Array(bytes[start..<min(bytes.count, start + size)]))
    }
    #expect(parts.value == whole.value)
    var forged = bytes
    forged[size] ^= 1
    var other = Checksum()
    other.update(forged)
    #expect(other.value != whole.value)
  }
}
