package import TrefoilCore
package import TrefoilTensor

/// Runs an encoder on this machine's processors, one pass at a time.
///
/// It owns the workspace, and every pass uses all threads.
package actor CPUBackend: EncoderBackend {
  package nonisolated let outputs: EmbeddingOutputs
  private let encoder: TransformerEncoder
  private var workspace: EncoderWorkspace
  /// A pass takes long; on a thread of its own it keeps no other task waiting.
  private let executor = QueueExecutor(label: "trefoil.encoder")

  /// Takes an encoder; the workspace's memory comes with the first batch.
  package init(_ encoder: TransformerEncoder, team: ThreadTeam) {
    outputs = encoder.outputs
    self.encoder = encoder
    workspace = EncoderWorkspace(encoder, team: team)
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  package func embed(
    _ batch: PackedBatch, _ request: EncoderRequest
  ) throws(EncoderError) -> [EncoderResult] {
    try encoder.embed(batch, request, &workspace)
  }
}
