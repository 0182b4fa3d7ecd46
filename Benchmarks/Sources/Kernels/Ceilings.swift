import CInstructionCeilings
import Dispatch

/// What the processor's instructions and the memory can do at most.
enum Ceilings {
  /// About 10 ms of the slowest of them.
  private static let steps = 1_000_000
  /// Much more than the caches hold.
  private static let memorySize = 1 << 29

  static func cases(threads: Int) -> [KernelCase] {
    instructions(threads: threads)
      + [memory(large: false, threads: threads), memory(large: true, threads: threads)]
  }

  private static func instructions(threads: Int) -> [KernelCase] {
    (0...).lazy.map { trefoil_ceiling_at($0) }.prefix { $0 != nil }.compactMap { $0?.pointee }
      .map { ceiling in
        // A C function that touches registers alone.
        nonisolated(unsafe) let run = ceiling.run
        return KernelCase(
          name: String(cString: ceiling.name), threads: threads,
          operations: ceiling.operations * Double(steps * threads)
        ) {
          DispatchQueue.concurrentPerform(iterations: threads) { _ in run(steps) }
        }
      }
  }

  static func memoryName(large: Bool) -> String {
    large ? "memory, large pages" : "memory, pages of 4 KiB"
  }

  private static func memory(large: Bool, threads: Int) -> KernelCase {
    let pages = Pages(count: memorySize, large: large)
    let part = memorySize / threads / 256 * 256
    return KernelCase(
      name: memoryName(large: large), threads: threads, bytes: Double(part * threads)
    ) {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        _ = trefoil_read_memory(pages.start + thread * part, part)
      }
    }
  }
}

/// Mapped memory that is read and never written.
private final class Pages: @unchecked Sendable {
  // Sendable because nobody writes after init.
  let start: UnsafeRawPointer
  private let count: Int

  init(count: Int, large: Bool) {
    guard let mapped = trefoil_map_pages(count, large ? 1 : 0) else {
      fatalError("no room for \(count) bytes")
    }
    self.count = count
    start = UnsafeRawPointer(mapped)
  }

  deinit { trefoil_unmap_pages(UnsafeMutableRawPointer(mutating: start), count) }
}
