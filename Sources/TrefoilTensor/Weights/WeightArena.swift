internal import CTrefoilKernels

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Memory for all packed weights of a model: one stretch, in large pages where the system has them.
///
/// A lone query reads every weight once, and then the page tables are a fifth of its time.
@safe
final class WeightArena: @unchecked Sendable {
  // Sendable because each range is written by whoever took it, before a weight holds it, and by
  // nobody after.
  private let storage: UnsafeMutableRawBufferPointer
  private var used = 0

  /// The size of a large page on x86-64 and most others.
  private static let alignment = 2 << 20

  init(capacity: Int) {
    unsafe storage = .allocate(
      byteCount: max(capacity, 1), alignment: capacity < Self.alignment ? 64 : Self.alignment)
    #if os(Linux)
    if let base = unsafe storage.baseAddress, capacity >= Self.alignment {
      // Advice alone: small pages serve as well, only slower.
      _ = unsafe madvise(base, storage.count, MADV_HUGEPAGE)
    }
    #endif
  }

  deinit { unsafe storage.deallocate() }

  /// The bytes that it has, taken or not.
  var count: Int { unsafe storage.count }

  /// The bytes that a request takes, a whole number of cache lines.
  static func rounded(_ count: Int) -> Int { (count + 63) / 64 * 64 }

  /// Takes `count` bytes that nobody has; more than are left is a caller's bug.
  func take(_ count: Int) -> Range<Int> {
    let range = used..<used + count
    used += Self.rounded(count)
    let capacity = unsafe storage.count
    precondition(range.upperBound <= capacity, "bytes \(range) of \(capacity)")
    return range
  }

  func pointer(to range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(rebasing: storage[range])
  }
}
