package import TrefoilCore

/// What runs an encoder with its heads: one pass over a batch gives what was asked for.
///
/// A sequence's results depend on that sequence alone, whatever else is in the batch.
package protocol EncoderBackend: Sendable {
  /// The outputs for which there are heads; dense is always one of them.
  var outputs: EmbeddingOutputs { get }

  /// Runs one pass and gives, in the batch's order, what each sequence was asked for.
  ///
  /// - Throws: `EncoderError` with the sequence whose output is not finite.
  func embed(
    _ batch: PackedBatch, _ request: EncoderRequest
  ) async throws(EncoderError) -> [EncoderResult]
}
