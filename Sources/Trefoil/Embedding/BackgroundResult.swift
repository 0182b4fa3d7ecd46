internal import Dispatch
internal import Synchronization

/// What a piece of work gives that runs on a thread of its own.
final class BackgroundResult<Value: Sendable>: Sendable {
  private let group = DispatchGroup()
  private let result = Mutex<Result<Value, any Error>?>(nil)

  /// Starts the work.
  init(_ work: @escaping @Sendable () throws -> Value) {
    // A serial queue gets a thread even where all others are taken.
    DispatchQueue(label: "trefoil.open").async(group: group) { [self] in
      let value = Result { try work() }
      result.withLock { $0 = value }
    }
  }

  /// Waits for the work, and gives what it gave.
  func get() throws -> Value {
    group.wait()
    guard let result = result.withLock({ $0 }) else { preconditionFailure("no work was done") }
    return try result.get()
  }
}
