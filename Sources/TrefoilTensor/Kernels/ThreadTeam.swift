internal import CTrefoilKernels

/// Threads that share one piece of work after another, and sleep when there is none.
///
/// The steps of a forward pass follow each other within microseconds, so a thread looks for the
/// next one for some tens of microseconds before it sleeps; nothing spins between passes.
@safe
public final class ThreadTeam: @unchecked Sendable {
  // Sendable because the C team keeps its own order: whoever comes while it runs works alone.
  /// The number of threads, at least 1, the caller's own among them.
  public let count: Int
  /// The other threads; none for a team of one, or if the system gives no thread.
  private let helpers: OpaquePointer?

  /// The most threads of a team: more than the processors of any machine that one pass keeps busy.
  public static let largestCount = 1024

  /// Starts a team of `count` threads, or of `largestCount`; a count below 1 is a caller's bug.
  public init(count: Int) {
    precondition(count >= 1, "\(count) threads")
    self.count = min(count, Self.largestCount)
    unsafe helpers = count > 1 ? trefoil_team_start(self.count - 1) : nil
  }

  deinit {
    if let helpers = unsafe helpers { unsafe trefoil_team_stop(helpers) }
  }

  /// Runs `body` once for each piece, on as many threads as there are, and waits for all.
  ///
  /// Each thread takes the next piece as it gets free, so pieces may differ in size. `body` gets
  /// the piece's number and the number of its worker, below `count`; one worker runs one piece at
  /// a time. While another task has the team, the caller does all pieces itself. `body` must not
  /// call this again: its pieces would all be worker 0's.
  package func forEach(pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
    guard pieces > 1, let helpers = unsafe helpers else {
      for piece in 0..<pieces { body(piece, 0) }
      return
    }
    withoutActuallyEscaping(body) { body in
      var work = Work(body: body)
      unsafe withUnsafeMutablePointer(to: &work) { work in
        _ = unsafe trefoil_team_run(helpers, pieces, work) { context, piece, worker in
          unsafe context.assumingMemoryBound(to: Work.self).pointee.body(piece, worker)
        }
      }
    }
  }

  /// What `body` gives for each number below `count`, in order, made on as many threads as there are.
  package func map<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: count) { values, initialized in
      if let first = values.baseAddress {
        forEach(pieces: count) { index, _ in unsafe (first + index).initialize(to: body(index)) }
      }
      initialized = count
    }
  }

  /// What the threads are given; it stays on the caller's stack until all are done.
  private struct Work {
    let body: (Int, Int) -> Void
  }
}
