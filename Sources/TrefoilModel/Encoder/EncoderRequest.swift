package import TrefoilCore

/// Which outputs a forward pass is to give.
package struct EncoderRequest: Equatable, Sendable {
  package let outputs: EmbeddingOutputs
  /// How many leading numbers of the dense vector to keep, before it is normalized; nil for all.
  package let dimensions: Int?

  package init(outputs: EmbeddingOutputs, dimensions: Int? = nil) {
    self.outputs = outputs
    self.dimensions = dimensions
  }
}

/// What the heads make of one sequence; nil where it was not asked for.
package struct EncoderResult: Equatable, Sendable {
  package var dense: [Float]?
  package var lexicalWeights: LexicalWeights?
  package var tokenVectors: TokenVectors?
}

extension Encoder {
  /// Runs one pass over a batch and gives, in its order, what each sequence was asked for.
  ///
  /// - Throws: `EncoderError` if an output is not finite.
  package func embed(
    _ batch: PackedBatch, _ request: EncoderRequest, _ work: inout EncoderWorkspace
  ) throws(EncoderError) -> [EncoderResult] {
    // With dense vectors alone, the last layer is for the tokens that they are made of.
    let rows = request.outputs == .dense ? denseHead.rows(of: batch) : nil
    run(batch, rows: rows, &work)
    var results = [EncoderResult](repeating: EncoderResult(), count: batch.sequenceCount)
    if request.outputs.contains(.dense) {
      for sequence in results.indices {
        results[sequence].dense =
          if rows == nil {
            try denseHead.vector(
              of: sequence, in: batch, dimensions: request.dimensions, work.hiddenStates,
              isPooled: false)
          } else {
            try denseHead.vector(
              of: sequence, in: batch, dimensions: request.dimensions, work.pooledStates,
              isPooled: true)
          }
      }
    }
    if request.outputs.contains(.sparse), let sparseHead {
      for sequence in results.indices {
        results[sequence].lexicalWeights = try sparseHead.weights(of: sequence, in: batch, work)
      }
    }
    if request.outputs.contains(.colbert), let colbertHead {
      colbertHead.project(&work)
      for sequence in results.indices {
        results[sequence].tokenVectors = try colbertHead.vectors(of: sequence, in: batch, work)
      }
    }
    return results
  }
}
