internal import Synchronization
internal import Trefoil

/// The progress that a call reported last.
final class LastStep: Sendable {
  private let step = Mutex<EncodeProgress?>(nil)

  var value: EncodeProgress? { step.withLock { $0 } }

  func set(_ now: EncodeProgress) {
    step.withLock { $0 = now }
  }
}
