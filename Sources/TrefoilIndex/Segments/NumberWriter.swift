/// Appends the bytes of numbers, little-endian.
struct NumberWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  mutating func write<Number: BitwiseCopyable>(_ numbers: [Number]) {
    // Every platform of Swift that has the kernels is little-endian.
    unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }
}
