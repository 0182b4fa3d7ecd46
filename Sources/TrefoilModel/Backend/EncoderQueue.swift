package import TrefoilCore

/// Has several callers' batches take turns on a backend, and share passes where they can.
///
/// A batch that finds the backend idle runs at once. Those that come meanwhile wait, and the ones
/// that want the same go through together, up to the tokens of a pass. A caller's results are the
/// same bits either way.
package actor EncoderQueue {
  private struct Waiting {
    let id: Int
    let batch: PackedBatch
    let request: EncoderRequest
    let caller: CheckedContinuation<[EncoderResult], any Error>
  }

  /// The outputs for which the backend has heads.
  package nonisolated var outputs: EmbeddingOutputs { backend.outputs }
  private let backend: any EncoderBackend
  private let maxBatchTokens: Int
  private var waiting: [Waiting] = []
  /// Whether a pass is running, or about to.
  package private(set) var isBusy = false
  private var lastID = 0

  /// Takes a backend; `maxBatchTokens` is the most tokens of a pass that callers share.
  package init(_ backend: any EncoderBackend, maxBatchTokens: Int) {
    precondition(maxBatchTokens >= 1, "\(maxBatchTokens) tokens a batch")
    self.backend = backend
    self.maxBatchTokens = maxBatchTokens
  }

  /// The number of batches that wait for their turn.
  package var waitingCount: Int { waiting.count }

  /// Gives, in the batch's order, what each of its sequences was asked for.
  ///
  /// - Throws: `EncoderError` with the sequence, of this batch, whose output is not finite;
  ///   `CancellationError` if the task is cancelled while the batch waits.
  package func embed(
    _ batch: PackedBatch, _ request: EncoderRequest
  ) async throws -> [EncoderResult] {
    guard !isBusy else { return try await turn(of: batch, request) }
    isBusy = true
    defer { handOver() }
    return try await backend.embed(batch, request)
  }

  /// Waits until the batch has had its pass.
  private func turn(
    of batch: PackedBatch, _ request: EncoderRequest
  ) async throws -> [EncoderResult] {
    lastID += 1
    let id = lastID
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { caller in
        guard !Task.isCancelled else { return caller.resume(throwing: CancellationError()) }
        waiting.append(Waiting(id: id, batch: batch, request: request, caller: caller))
      }
    } onCancel: {
      Task { await self.leave(id) }
    }
  }

  /// Takes a cancelled caller's batch away, unless its pass has begun.
  private func leave(_ id: Int) {
    guard let place = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting.remove(at: place).caller.resume(throwing: CancellationError())
  }

  /// Leaves the backend to those that wait, if any do.
  private func handOver() {
    if waiting.isEmpty {
      isBusy = false
    } else {
      Task { await serve() }
    }
  }

  private func serve() async {
    while !waiting.isEmpty {
      let chosen = PassPlan.next(
        waiting.map { ($0.request, $0.batch.totalTokens) }, maxBatchTokens: maxBatchTokens)
      let pass = chosen.map { waiting[$0] }
      for index in chosen.reversed() { waiting.remove(at: index) }
      await run(pass)
    }
    isBusy = false
  }

  /// Runs a pass for one caller or several that want the same.
  private func run(_ pass: [Waiting]) async {
    if pass.count > 1, let results = try? await backend.embed(merged(pass), pass[0].request) {
      var start = 0
      for one in pass {
        let end = start + one.batch.sequenceCount
        one.caller.resume(returning: Array(results[start..<end]))
        start = end
      }
      return
    }
    // Alone, or one of several has a text that fails, which is no fault of the others.
    for one in pass {
      do {
        one.caller.resume(returning: try await backend.embed(one.batch, one.request))
      } catch {
        one.caller.resume(throwing: error)
      }
    }
  }

  private func merged(_ pass: [Waiting]) -> PackedBatch {
    PackedBatch(
      pass.lazy.map(\.batch).flatMap { batch in
        (0..<batch.sequenceCount).map { Array(batch.tokenIDs[batch.range(of: $0)]) }
      })
  }
}
