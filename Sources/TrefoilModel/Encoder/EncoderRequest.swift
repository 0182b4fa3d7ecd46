package import TrefoilCore
internal import TrefoilTensor

/// Which outputs a forward pass is to give.
package struct EncoderRequest: Equatable, Sendable {
  /// The outputs wanted.
  package let outputs: EmbeddingOutputs
  /// How many leading numbers of the dense vector to keep, before it is normalized; nil for all.
  package let dimensions: Int?
  /// How many tokens at each sequence's beginning are left out of the dense vector.
  package let unpooled: Int
  /// Whether the lexical weights come with those of the single tokens.
  package let tokenWeights: Bool
  /// The tokens that never carry lexical weight, as the tokenizer says.
  package let weightless: Set<TokenID>

  /// Asks for outputs.
  package init(
    outputs: EmbeddingOutputs, dimensions: Int? = nil, unpooled: Int = 0,
    tokenWeights: Bool = false,
    weightless: Set<TokenID>
  ) {
    self.outputs = outputs
    self.dimensions = dimensions
    self.unpooled = unpooled
    self.tokenWeights = tokenWeights
    self.weightless = weightless
  }
}

/// What the heads make of one sequence; nil where it was not asked for.
package struct EncoderResult: Equatable, Sendable {
  package var dense: [Float]?
  package var lexicalWeights: LexicalWeights?
  /// Each token's own lexical weight, zero or above, shape `[tokens]`.
  package var tokenWeights: [Float]?
  package var tokenVectors: TokenVectors?

  /// Makes a result of nothing.
  package init() {}
}

extension TransformerEncoder {
  /// Runs one pass over a batch and gives, in its order, what each sequence was asked for.
  ///
  /// - Throws: `EncoderError` if an output is not finite.
  package func embed(
    _ batch: PackedBatch, _ request: EncoderRequest, _ work: inout EncoderWorkspace
  ) throws(EncoderError) -> [EncoderResult] {
    // With dense vectors alone, the last layer is for the tokens that they are made of.
    let rows =
      request.outputs == .dense
      ? denseHead.rows(of: batch, unpooled: request.unpooled) : nil
    run(batch, rows: rows, &work)
    if request.outputs.contains(.colbert) { colbertHead?.project(&work) }
    let results = work.team.map(batch.sequenceCount) { sequence in
      Result { () throws(EncoderError) in
        try result(of: sequence, in: batch, request, work, isPooled: rows != nil)
      }
    }
    return try results.map { result throws(EncoderError) in try result.get() }
  }

  /// What the heads make of one sequence.
  private func result(
    of sequence: Int, in batch: PackedBatch, _ request: EncoderRequest,
    _ work: borrowing EncoderWorkspace, isPooled: Bool
  ) throws(EncoderError) -> EncoderResult {
    var result = EncoderResult()
    if request.outputs.contains(.dense) {
      result.dense =
        if isPooled {
          try denseHead.vector(
            of: sequence, in: batch, dimensions: request.dimensions, unpooled: request.unpooled,
            work.pooledStates, isPooled: true)
        } else {
          try denseHead.vector(
            of: sequence, in: batch, dimensions: request.dimensions, unpooled: request.unpooled,
            work.hiddenStates, isPooled: false)
        }
    }
    if request.outputs.contains(.sparse), let sparseHead {
      let weights = try sparseHead.tokenWeights(
        of: sequence, in: batch, weightless: request.weightless, work)
      result.lexicalWeights = LexicalWeights(
        zip(batch.tokenIDs[batch.range(of: sequence)], weights))
      if request.tokenWeights { result.tokenWeights = weights }
    }
    if request.outputs.contains(.colbert), let colbertHead {
      result.tokenVectors = try colbertHead.vectors(of: sequence, in: batch, work)
    }
    return result
  }
}
