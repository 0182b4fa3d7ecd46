package import TrefoilCore
internal import TrefoilFiles
package import TrefoilTensor

/// Runs an encoder on this machine's processors, one pass at a time.
///
/// It owns the workspace, and every pass uses all threads.
package actor CPUBackend: EncoderBackend {
  package nonisolated let outputs: EmbeddingOutputs
  private let encoder: TransformerEncoder
  /// What the encoder reads its weights from.
  private let files: [MappedFile]
  private var workspace: EncoderWorkspace
  /// A pass takes long; on a thread of its own it keeps no other task waiting.
  private let executor = QueueExecutor(label: "trefoil.encoder")

  /// Takes an encoder; the workspace's memory comes with the first batch.
  package init(_ encoder: TransformerEncoder, team: ThreadTeam) {
    outputs = encoder.outputs
    self.encoder = encoder
    files = encoder.weights.files
    workspace = EncoderWorkspace(encoder, team: team)
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  package func embed(
    _ batch: PackedBatch, _ request: EncoderRequest
  ) throws(EncoderError) -> [EncoderResult] {
    let results = Result { () throws(EncoderError) in
      try encoder.embed(batch, request, &workspace)
    }
    // A question to the system is nothing beside a pass.
    if let file = files.first(where: \.isOverwritten) { throw .fileChanged(file.path) }
    return try results.get()
  }
}
