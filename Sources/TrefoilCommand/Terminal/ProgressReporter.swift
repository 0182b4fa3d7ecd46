internal import Synchronization
package import Trefoil

/// Shows the progress of long work on standard error, a few times a second.
package final class ProgressReporter: Sendable {
  private struct State {
    var bar: ProgressBar
    var shown: ContinuousClock.Instant?
  }

  private let state: Mutex<State>
  private let start = ContinuousClock.now
  private let width: (@Sendable () -> Int?)?

  /// The pause between two pictures: short enough to look alive, long enough to cost nothing.
  private static let pause = Duration.milliseconds(100)

  /// Begins; `width` is asked before each picture, and without it nothing is ever shown.
  package init(title: String, width: (@Sendable () -> Int?)?) {
    state = Mutex(State(bar: ProgressBar(title: title)))
    self.width = width
  }

  /// Shows how many texts and tokens are done.
  package func update(fraction: Double?, texts: Int, tokens: Int) {
    update(
      fraction: fraction, done: "\(texts) \(texts == 1 ? "text" : "texts")", tokens: tokens)
  }

  /// Shows how far an embedder or a ranker has come.
  package func update(_ step: EncodeProgress) {
    update(fraction: step.fraction, texts: step.textsDone, tokens: step.tokensDone)
  }

  /// Shows how far the work has come.
  package func update(fraction: Double?, done: String, tokens: Int?) {
    guard let columns = width?() else { return }
    let now = ContinuousClock.now
    let line = state.withLock { state -> String? in
      if let shown = state.shown, now - shown < Self.pause { return nil }
      state.shown = now
      state.bar.fraction = fraction
      state.bar.done = done
      state.bar.tokens = tokens
      state.bar.elapsed = (now - start) / .seconds(1)
      return state.bar.line(width: columns - 1)
    }
    if let line { StandardError.shared.showProgress(line) }
  }

  /// Takes the progress away.
  package func finish() {
    if width != nil { StandardError.shared.showProgress("") }
  }

  deinit { finish() }
}
