/// XXH64: a fast checksum, which tells damage and difference but keeps no secret.
///
/// Source: Yann Collet, “xxHash fast digest algorithm”, version 0.1.1, section XXH64.
package struct Checksum: Sendable {
  private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
    0x27D4_EB2F_1656_67C5
  )
  /// The bytes that the four lanes take together.
  private static let stripe = 32

  private let seed: UInt64
  private var lanes: (UInt64, UInt64, UInt64, UInt64)
  /// What does not fill a stripe yet.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  /// Begins with nothing.
  package init(seed: UInt64 = 0) {
    self.seed = seed
    let (one, two) = (Self.primes.0, Self.primes.1)
    lanes = (seed &+ one &+ two, seed &+ two, seed, seed &- one)
    rest.reserveCapacity(Self.stripe)
  }

  /// Takes bytes behind those that came before.
  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// Takes bytes behind those that came before.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count &+= UInt64(bytes.count)
    var start = 0
    if !rest.isEmpty {
      start = min(Self.stripe - rest.count, bytes.count)
      unsafe rest.append(contentsOf: bytes[..<start])
      guard rest.count == Self.stripe else { return }
      let whole = rest
      unsafe whole.withUnsafeBytes { unsafe mix($0, at: 0) }
      rest.removeAll(keepingCapacity: true)
    }
    while bytes.count - start >= Self.stripe {
      unsafe mix(bytes, at: start)
      start += Self.stripe
    }
    unsafe rest.append(contentsOf: bytes[start...])
  }

  @inline(__always)
  private mutating func mix(_ bytes: UnsafeRawBufferPointer, at place: Int) {
    unsafe lanes.0 = Self.round(lanes.0, Self.word(bytes, place))
    unsafe lanes.1 = Self.round(lanes.1, Self.word(bytes, place + 8))
    unsafe lanes.2 = Self.round(lanes.2, Self.word(bytes, place + 16))
    unsafe lanes.3 = Self.round(lanes.3, Self.word(bytes, place + 24))
  }

  /// The checksum of all bytes so far.
  package var value: UInt64 {
    let primes = Self.primes
    var sum = seed &+ primes.4
    if count >= UInt64(Self.stripe) {
      sum =
        Self.rotated(lanes.0, 1) &+ Self.rotated(lanes.1, 7) &+ Self.rotated(lanes.2, 12)
        &+ Self.rotated(lanes.3, 18)
      for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
        sum = (sum ^ Self.round(0, lane)) &* primes.0 &+ primes.3
      }
    }
    sum &+= count
    var place = 0
    while rest.count - place >= 8 {
      let word = unsafe rest.withUnsafeBytes { unsafe Self.word($0, place) }
      sum = Self.rotated(sum ^ Self.round(0, word), 27) &* primes.0 &+ primes.3
      place += 8
    }
    if rest.count - place >= 4 {
      let word = UInt64(littleEndian: rest[place..<place + 4])
      sum = Self.rotated(sum ^ word &* primes.0, 23) &* primes.1 &+ primes.2
      place += 4
    }
    for byte in rest[place...] {
      sum = Self.rotated(sum ^ UInt64(byte) &* primes.4, 11) &* primes.0
    }
    sum = (sum ^ sum >> 33) &* primes.1
    sum = (sum ^ sum >> 29) &* primes.2
    return sum ^ sum >> 32
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotated(lane &+ word &* primes.1, 31) &* primes.0
  }

  private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value << bits | value >> (64 - bits)
  }
}
