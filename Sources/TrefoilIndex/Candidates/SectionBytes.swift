package import TrefoilFiles

/// The bytes of one section of a segment, which nothing changes: part of a mapped file, or in
/// memory.
@safe
package struct SectionBytes: Sendable {
  private let storage: Storage

  private enum Storage: Sendable {
    case mapped(MappedFile, Range<Int>)
    case owned([UInt8])
  }

  /// Takes part of a mapped file; a range outside it is a caller's bug.
  package init(_ file: MappedFile, in range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= file.count, "bytes \(range) of \(file.count)")
    storage = .mapped(file, range)
  }

  /// Keeps bytes in memory.
  package init(_ bytes: [UInt8]) {
    storage = .owned(bytes)
  }

  /// The number of bytes.
  package var count: Int {
    switch storage {
    case .mapped(_, let range): range.count
    case .owned(let bytes): bytes.count
    }
  }

  /// Lends the bytes.
  func withSpan<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch storage {
    case .owned(let bytes): return try body(bytes.span.bytes)
    case .mapped(let file, let range):
      let bytes = unsafe file.pointer(to: range)
      defer { withExtendedLifetime(file) {} }
      return try body(unsafe bytes.bytes)
    }
  }
}

extension RawSpan {
  /// The little-endian number at an offset, which need not be aligned; one that does not lie within
  /// the bytes is a caller's bug.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type
  ) -> Number {
    // Any bits are an integer.
    Number(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type))
  }
}
