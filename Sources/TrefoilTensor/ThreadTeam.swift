internal import Dispatch
internal import Synchronization

/// How many threads share one piece of work.
public struct ThreadTeam: Sendable {
  /// The number of threads, at least 1, the caller's own among them.
  public let count: Int

  /// Makes a team of `count` threads; a count below 1 is a caller's bug.
  public init(count: Int) {
    precondition(count >= 1, "\(count) threads")
    self.count = count
  }

  /// Runs `body` once for each piece, on as many threads as there are, and waits for all.
  ///
  /// Each thread takes the next piece as it gets free, so pieces may differ in size. `body` gets
  /// the piece's number and the number of its worker, below `count`; one worker runs one piece at
  /// a time.
  func forEach(pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
    let workers = min(count, pieces)
    guard workers > 1 else {
      for piece in 0..<pieces { body(piece, 0) }
      return
    }
    let next = Atomic<Int>(0)
    withoutActuallyEscaping(body) { body in
      // Called from several threads, but only until concurrentPerform returns, and each piece
      // once: what the pieces write does not overlap.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        while true {
          let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard piece < pieces else { return }
          unsafe body(piece, worker)
        }
      }
    }
  }
}
