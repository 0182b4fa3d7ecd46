internal import Dispatch
internal import TrefoilCore
internal import TrefoilModel
internal import TrefoilTensor

/// Runs one forward pass at a time: it owns the workspace, and every pass uses all threads.
actor EncoderRunner {
  private let encoder: Encoder
  private var workspace: EncoderWorkspace
  /// A pass takes long; on a thread of its own it keeps no other task waiting.
  private let executor = QueueExecutor(label: "trefoil.encoder")

  init(encoder: Encoder, team: ThreadTeam) {
    self.encoder = encoder
    workspace = EncoderWorkspace(encoder, team: team)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  func embed(
    _ batch: PackedBatch, _ request: EncoderRequest
  ) throws(EncoderError) -> [EncoderResult] {
    try encoder.embed(batch, request, &workspace)
  }
}

/// Runs an actor's jobs on a dispatch queue.
private final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
