// The overlay does not call its signal sources Sendable, but they are made to be used from any
// thread; this one only ever keeps them alive.
@unsafe @preconcurrency internal import Dispatch
internal import Synchronization
internal import TrefoilFiles

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Turns Ctrl-C, `kill` and a closed terminal into a call, once; the second ends the process.
final class Interruption: Sendable {
  private let first: FirstSignal
  private let sources: [any DispatchSourceSignal]

  /// The signal that came first, if one did.
  var number: Int32? { first.number }

  /// Begins to listen; `action` is called from another thread.
  init(_ action: @escaping @Sendable () -> Void) {
    let first = FirstSignal()
    let queue = DispatchQueue(label: "trefoil.signals")
    self.first = first
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // Under nohup a closed terminal is no reason to end.
      if Self.ignore(number) && number == SIGHUP { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        guard first.record(number) else {
          TemporaryFiles.shared.removeAll()
          _exit(128 + number)
        }
        action()
      }
      source.resume()
      return source
    }
  }

  /// Leaves a signal without effect; returns whether it had none before.
  @discardableResult
  static func ignore(_ number: Int32) -> Bool {
    let ignored = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
    return unsafe unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == ignored
  }
}

/// Remembers which signal came first.
private final class FirstSignal: Sendable {
  private let received = Mutex<Int32?>(nil)

  var number: Int32? { received.withLock { $0 } }

  /// Returns whether this signal is the first.
  func record(_ number: Int32) -> Bool {
    received.withLock { received in
      defer { received = received ?? number }
      return received == nil
    }
  }
}
