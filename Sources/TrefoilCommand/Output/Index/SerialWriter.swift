internal import Synchronization
internal import TrefoilFiles

/// Lends a sink to calls that come from other threads, one after the other.
///
/// It is `Sendable` because `withSink` is the only way to the sink, and holds the lock.
final class SerialWriter<Sink>: @unchecked Sendable {
  private let lock = Mutex(())
  private let sink: Sink

  init(_ sink: Sink) {
    self.sink = sink
  }

  func withSink(_ body: (Sink) throws(FileError) -> Void) throws(FileError) {
    try lock.withLock { _ throws(FileError) in try body(sink) }
  }
}
