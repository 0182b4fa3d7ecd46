internal import CTrefoilKernels
package import SystemPackage
package import TrefoilFiles

/// A number that a half cannot hold: it is not finite, or it is beyond ±65504.
package struct UnrepresentableNumber: Error, Equatable {
  /// The number's place in the tensor, in row-major order.
  package let index: Int
  /// The number.
  package let value: Float
}

/// Numbers of half precision in row-major order, `shape.reduce(1, *)` of them, all finite or taken
/// from a file that holds halves.
///
/// They lie where the file is mapped if it holds halves already, and in memory of their own
/// otherwise. Copies share them.
@safe
public struct HalfTensor: Sendable {
  /// The number of entries along each axis, outermost first.
  public let shape: [Int]
  private let storage: Storage

  private enum Storage: Sendable {
    case mapped(MappedFile, Range<Int>)
    case owned(OwnedHalves)
  }

  /// The number of numbers.
  public var count: Int { shape.reduce(1, *) }

  /// Whether the numbers lie in a mapped file, so that they cost memory only where touched.
  public var isMapped: Bool { file != nil }

  /// The file in which the numbers lie; nil if they have memory of their own.
  package var file: MappedFile? {
    if case .mapped(let file, _) = storage { file } else { nil }
  }

  /// Copies half bits.
  public init(halves: [UInt16], shape: [Int]) {
    let count = shape.reduce(1, *)
    precondition(halves.count == count, "\(halves.count) numbers for shape \(shape)")
    self.shape = shape
    let owned = OwnedHalves(count: count)
    unsafe halves.withUnsafeBufferPointer { halves in
      guard let first = halves.baseAddress else { return }
      unsafe owned.buffer.base.update(from: first, count: count)
    }
    storage = .owned(owned)
  }

  /// Takes numbers from a file: halves where they lie, others rounded to nearest.
  ///
  /// - Parameters: bytes from `offset` on, little-endian, of a type that weights have; another, and
  ///   a range outside the file, are a caller's bug.
  /// - Throws: `UnrepresentableNumber` for the first number that a half cannot hold.
  package init(
    _ file: MappedFile, at offset: Int, format type: NumberType, shape: [Int]
  ) throws(UnrepresentableNumber) {
    let count = shape.reduce(1, *)
    let range = offset..<offset + count * type.size
    let bytes = unsafe file.pointer(to: range)
    self.shape = shape
    if type == .float16, Int(bitPattern: bytes.baseAddress).isMultiple(of: 2) {
      storage = .mapped(file, range)
      return
    }
    let owned = OwnedHalves(count: count)
    storage = .owned(owned)
    for start in stride(from: 0, to: count, by: Self.panel) {
      let panel = start..<min(count, start + Self.panel)
      let read = panel.lowerBound * type.size..<panel.upperBound * type.size
      let from = unsafe UnsafeRawBufferPointer(rebasing: bytes[read])
      let converted = unsafe Self.convert(from, type, to: owned.buffer.base + start, panel.count)
      guard converted == panel.count else {
        throw UnrepresentableNumber(
          index: start + converted, value: unsafe Self.number(converted, of: from, type))
      }
      file.release(offset + read.lowerBound..<offset + read.upperBound)
    }
  }

  /// Numbers converted before their pages are given back, so that a large table in another format
  /// never takes the memory of both: 4 Mi × 4 B is 16 MiB.
  private static let panel = 4 << 20

  /// Converts `count` numbers, and returns how many fit.
  private static func convert(
    _ bytes: UnsafeRawBufferPointer, _ type: NumberType, to: UnsafeMutablePointer<UInt16>,
    _ count: Int
  ) -> Int {
    guard let from = bytes.baseAddress else { return count }
    switch type {
    case .float16:
      unsafe UnsafeMutableRawPointer(to).copyMemory(from: from, byteCount: bytes.count)
      return count
    case .bfloat16: return unsafe trefoil_f16_from_bf16(from, to, count)
    case .float32: return unsafe KernelTable.current.convert.f16_from_f32(from, to, count)
    default: preconditionFailure("weights are no \(type.rawValue)")
    }
  }

  private static func number(
    _ index: Int, of bytes: UnsafeRawBufferPointer, _ type: NumberType
  ) -> Float {
    switch type {
    case .float32:
      let bits = unsafe bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
      return Float(bitPattern: UInt32(littleEndian: bits))
    default:
      let bits = unsafe bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
      return Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16)
    }
  }

  /// Lends the half bits.
  package func withHalves<Result>(
    _ body: (UnsafeBufferPointer<UInt16>) throws -> Result
  ) rethrows -> Result {
    switch storage {
    case .mapped(let file, let range):
      try withExtendedLifetime(file) {
        let bytes = unsafe file.pointer(to: range)
        return try unsafe body(bytes.assumingMemoryBound(to: UInt16.self))
      }
    case .owned(let owned):
      try withExtendedLifetime(owned) {
        try unsafe body(UnsafeBufferPointer(start: owned.buffer.base, count: owned.buffer.count))
      }
    }
  }

  /// A widened copy, for tensors of a few thousand numbers.
  package func floats() -> [Float] {
    let widen = unsafe KernelTable.current.convert.f32_from_f16
    return unsafe withHalves { halves in
      unsafe [Float](unsafeUninitializedCapacity: halves.count) { to, count in
        if let from = halves.baseAddress, let first = to.baseAddress {
          unsafe widen(from, first, halves.count)
        }
        count = halves.count
      }
    }
  }

  /// A copy of the half bits, in row-major order.
  package func halves() -> [UInt16] { unsafe withHalves { unsafe Array($0) } }

  /// Writes the half bits, little-endian, to a file, and gives the memory of their source back.
  ///
  /// - Throws: `Errno` as the system gives it.
  package func write(to file: FileDescriptor) throws {
    try unsafe withHalves { halves in
      for start in stride(from: 0, to: halves.count, by: Self.panel) {
        let panel = start..<min(halves.count, start + Self.panel)
        _ = try unsafe file.writeAll(
          UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: halves[panel])))
        if case .mapped(let source, let range) = storage {
          source.release(
            range.lowerBound + 2 * panel.lowerBound..<range.lowerBound + 2 * panel.upperBound)
        }
      }
    }
  }

  /// Gives back the memory of a mapped tensor; what is read again comes from the file.
  package func release() {
    if case .mapped(let file, let range) = storage { file.release(range) }
  }

  /// Tells the system that rows will be read here and there, so that only their pages are read.
  package func adviseRandomAccess() {
    if case .mapped(let file, let range) = storage { file.adviseRandomAccess(range) }
  }
}

/// Halves in memory of their own, which nothing writes once a tensor holds them.
private final class OwnedHalves: Sendable {
  let buffer: AlignedBuffer<UInt16>

  init(count: Int) {
    buffer = AlignedBuffer(count: count)
  }
}
