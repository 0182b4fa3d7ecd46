#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The memory that this process holds.
enum ResidentMemory {
  /// The most bytes that were resident at once, mapped pages of files included.
  static var peak: Int {
    var usage = rusage()
    // RUSAGE_SELF, which every libc calls 0 but each imports as another type.
    let itself: Int32 = 0
    guard unsafe getrusage(itself, &usage) == 0 else { return 0 }
    #if canImport(Darwin)
    return usage.ru_maxrss
    #else
    // Linux counts in kibibytes.
    return usage.ru_maxrss * 1024
    #endif
  }
}
