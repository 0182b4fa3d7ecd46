/// Memory for `count` numbers, aligned for the widest vector registers and owned by one value.
///
/// It is not initialized: whoever makes one writes before reading.
@safe
struct AlignedBuffer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  // Sendable by ownership: the value is unique, so its memory is reached from one place at a time.
  private let storage: UnsafeMutableBufferPointer<Element>

  /// A cache line, and the width of an AVX-512 register.
  static var alignment: Int { 64 }

  init(count: Int) {
    precondition(count >= 0, "count is \(count)")
    let raw = UnsafeMutableRawBufferPointer.allocate(
      byteCount: count * MemoryLayout<Element>.stride,
      alignment: Self.alignment
    )
    unsafe storage = raw.bindMemory(to: Element.self)
  }

  deinit {
    unsafe UnsafeMutableRawBufferPointer(storage).deallocate()
  }

  var count: Int { unsafe storage.count }

  /// Where the memory begins; valid as long as the value lives.
  var base: UnsafeMutablePointer<Element> {
    guard let first = unsafe storage.baseAddress else {
      preconditionFailure("an allocation of \(count) numbers has no address")
    }
    return unsafe first
  }
}
