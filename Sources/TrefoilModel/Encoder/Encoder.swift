package import TrefoilCore
internal import TrefoilTensor

/// An XLM-RoBERTa or BERT encoder with its heads: token ids in, embeddings out.
package struct Encoder: Sendable {
  package let configuration: EncoderConfiguration
  let weights: EncoderWeights
  let denseHead: DenseHead
  let sparseHead: SparseHead?
  package let colbertHead: ColBERTHead?

  /// Resolves the weights of the backbone and of whichever heads the checkpoint has.
  package init(
    _ checkpoint: Checkpoint, _ configuration: ModelConfiguration
  ) throws(CheckpointError) {
    self.configuration = configuration.encoder
    weights = try EncoderWeights(checkpoint, configuration.encoder)
    denseHead = DenseHead(pooling: configuration.pooling, normalizes: configuration.normalize)
    sparseHead = try SparseHead(checkpoint, hidden: configuration.encoder.hidden)
    colbertHead = try ColBERTHead(checkpoint, hidden: configuration.encoder.hidden)
  }

  /// The outputs for which there are heads; dense is always one of them.
  package var outputs: EmbeddingOutputs {
    var outputs: EmbeddingOutputs = .dense
    if sparseHead != nil { outputs.insert(.sparse) }
    if colbertHead != nil { outputs.insert(.colbert) }
    return outputs
  }

  /// Computes the hidden states of a batch, shape `[totalTokens, hidden]`, in the workspace.
  func run(_ batch: PackedBatch, _ work: inout EncoderWorkspace) {
    let plan = AttentionPlan(offsets: batch.offsets)
    work.reserve(plan, tokens: batch.totalTokens)
    embed(batch, &work)
    for layer in weights.layers {
      attend(layer, plan, &work)
      addAndNormalize(layer.attentionOutput.bias, layer.attentionNorm, &work)
      feedForward(layer, &work)
      addAndNormalize(layer.output.bias, layer.outputNorm, &work)
    }
  }

  private func embed(_ batch: PackedBatch, _ work: inout EncoderWorkspace) {
    work.hiddenStates.setSums(
      ofRows: [
        batch.tokenIDs.map { Int($0) },
        positions(of: batch),
        [Int](repeating: 0, count: batch.totalTokens),
      ],
      from: [weights.wordEmbeddings, weights.positionEmbeddings, weights.typeEmbeddings]
    )
    work.hiddenStates.normalize(weights.embeddingNorm, team: work.team)
  }

  /// Each token's position: counted from the first, but in XLM-R a `<pad>` that the text itself
  /// holds keeps the padding's own position and is not counted.
  private func positions(of batch: PackedBatch) -> [Int] {
    var positions: [Int] = []
    positions.reserveCapacity(batch.totalTokens)
    for sequence in 0..<batch.sequenceCount {
      var next = configuration.firstPosition
      for id in batch.tokenIDs[batch.range(of: sequence)] {
        if let padding = configuration.uncountedToken, id == padding {
          positions.append(Int(padding))
        } else {
          positions.append(next)
          next += 1
        }
      }
    }
    return positions
  }

  private func attend(_ layer: EncoderLayer, _ plan: AttentionPlan, _ work: inout EncoderWorkspace)
  {
    let rows = 0..<work.hiddenStates.rows
    for (number, weight) in [layer.queryWeight, layer.keyWeight, layer.valueWeight].enumerated() {
      work.projections.setProduct(
        work.hiddenStates, rows: rows, weight: weight, column: number * configuration.hidden,
        scratch: work.panels)
    }
    work.projections.add(bias: layer.projectionBias, team: work.team)
    work.context.setAttention(
      work.projections, heads: configuration.heads, plan: plan, scratch: work.attention)
    work.update.setProduct(
      work.context, rows: rows, weight: layer.attentionOutput.weight, scratch: work.panels)
  }

  private func feedForward(_ layer: EncoderLayer, _ work: inout EncoderWorkspace) {
    let total = work.hiddenStates.rows
    for start in stride(from: 0, to: total, by: EncoderWorkspace.feedForwardRows) {
      let rows = start..<min(start + EncoderWorkspace.feedForwardRows, total)
      work.intermediate.resize(rows: rows.count)
      work.intermediate.setProduct(
        work.hiddenStates, rows: rows, weight: layer.intermediate.weight, scratch: work.panels)
      work.intermediate.addAndGELU(bias: layer.intermediate.bias, team: work.team)
      work.update.setProduct(
        work.intermediate, rows: 0..<rows.count, weight: layer.output.weight, row: start,
        scratch: work.panels)
    }
  }

  private func addAndNormalize(
    _ bias: [Float], _ norm: LayerNorm, _ work: inout EncoderWorkspace
  ) {
    work.hiddenStates.addAndNormalize(work.update, bias: bias, norm, team: work.team)
  }
}
