/// 128 bits by which content is known again: two checksums of the same bytes.
package struct Fingerprint: Hashable, Sendable {
  /// The bytes of a fingerprint.
  package static let size = 16
  /// The second checksum's seed: any number but the first one's zero.
  private static let secondSeed: UInt64 = 0x5452_4546_4F49_4C31

  /// The fingerprint, shape `[16]`.
  package let bytes: [UInt8]

  /// Takes a fingerprint from bytes; nil if they are not 16.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.bytes = bytes
  }

  private init(_ first: UInt64, _ second: UInt64) {
    var bytes: [UInt8] = []
    [first, second].appendLittleEndian(to: &bytes)
    self.bytes = bytes
  }

  /// Lower-case digits, for names of files.
  package var hexadecimal: String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }

  /// Makes a fingerprint of what comes piece by piece.
  package struct Builder: Sendable {
    private var first = Checksum()
    private var second = Checksum(seed: Fingerprint.secondSeed)

    /// Begins with nothing.
    package init() {}

    /// Takes bytes behind those that came before.
    package mutating func update(_ bytes: [UInt8]) {
      first.update(bytes)
      second.update(bytes)
    }

    /// Takes a text with its length, so that no two lists of texts are one.
    package mutating func update(text: String) {
      update(Array("\(text.utf8.count):".utf8))
      update(Array(text.utf8))
    }

    /// The fingerprint of all that came.
    package var fingerprint: Fingerprint { Fingerprint(first.value, second.value) }
  }
}
