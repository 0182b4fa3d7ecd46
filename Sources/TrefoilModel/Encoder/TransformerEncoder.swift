package import TrefoilCheckpoint
package import TrefoilCore
package import TrefoilTensor

/// An encoder of any family with its heads: token ids in, embeddings out.
package struct TransformerEncoder: Sendable {
  package let configuration: EncoderConfiguration
  package let precision: Precision
  let weights: EncoderWeights
  let denseHead: DenseHead
  let sparseHead: SparseHead?
  package let colbertHead: ColBERTHead?

  /// Resolves the weights of the backbone and of whichever heads the checkpoint has, and packs them
  /// for the products of a precision.
  package init(
    _ checkpoint: Checkpoint, _ configuration: ModelConfiguration, precision: Precision,
    team: ThreadTeam
  ) throws(CheckpointError) {
    self.configuration = configuration.encoder
    self.precision = precision
    weights = try EncoderWeights(
      checkpoint, configuration.encoder, precision: precision, team: team)
    denseHead = DenseHead(pooling: configuration.pooling, normalizes: configuration.normalize)
    sparseHead = try SparseHead(checkpoint, hidden: configuration.encoder.hiddenSize)
    colbertHead = try ColBERTHead(
      checkpoint, hidden: configuration.encoder.hiddenSize, precision: precision.ofHeads, team: team
    )
  }

  /// The outputs for which there are heads; dense is always one of them.
  package var outputs: EmbeddingOutputs {
    var outputs: EmbeddingOutputs = .dense
    if sparseHead != nil { outputs.insert(.sparse) }
    if colbertHead != nil { outputs.insert(.colbert) }
    return outputs
  }

  /// Computes the hidden states of a batch in the workspace: of every token, shape
  /// `[totalTokens, hidden]`, or with `rows` of one token of each sequence, in `pooledStates`.
  func run(_ batch: PackedBatch, rows: [Int]?, _ work: inout EncoderWorkspace) {
    let plan = AttentionPlan(offsets: batch.offsets)
    work.reserve(tokens: batch.totalTokens)
    embed(batch, &work)
    for (index, layer) in weights.layers.enumerated() {
      let isLast = index + 1 == weights.layers.count
      if isLast, let rows {
        finish(layer, plan, rows, &work)
      } else {
        attend(plan, &work)
        transform(layer, next: isLast ? nil : weights.layers[index + 1], &work)
      }
    }
  }

  /// From so many tokens on, the memory of the rows that they read is given back: the system maps
  /// 16 pages around each, 64 KiB for 2.
  private static let manyTokens = 256

  private func embed(_ batch: PackedBatch, _ work: inout EncoderWorkspace) {
    defer { if batch.totalTokens >= Self.manyTokens { weights.wordEmbeddings.release() } }
    var rows = [batch.tokenIDs.map { Int($0) }, positions(of: batch)]
    var tables = [weights.wordEmbeddings, weights.positionEmbeddings]
    if let types = weights.typeEmbeddings {
      rows.append([Int](repeating: 0, count: batch.totalTokens))
      tables.append(types)
    }
    work.hiddenStates.setSums(ofRows: rows, from: tables, team: work.team)
    let (states, projections) = (work.hiddenStates.view(), work.projections.view())
    work.blocks.run(rows: batch.totalTokens) { block in
      block.normalize(states, weights.embeddingNorm)
      weights.layers.first?.project(states, into: projections, block)
    }
  }

  /// Each token's position: counted from the first, but for a padding token that the text itself
  /// holds where the family does not count it.
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

  private func attend(_ plan: AttentionPlan, _ work: inout EncoderWorkspace) {
    let projections = work.projections.view()
    TrefoilTensor.attend(
      projections, heads: configuration.headCount, plan: plan, queries: nil, precision: precision,
      into: projections.columns(0..<configuration.hiddenSize), scratch: &work.attention)
  }

  /// All of a layer behind its attention, and the next one's projections, block by block.
  private func transform(
    _ layer: EncoderLayer, next: EncoderLayer?, _ work: inout EncoderWorkspace
  ) {
    let (states, projections) = (work.hiddenStates.view(), work.projections.view())
    let context = projections.columns(0..<configuration.hiddenSize)
    work.blocks.run(rows: states.rows) { block in
      layer.transform(states, context, block)
      next?.project(states, into: projections, block)
    }
  }

  /// The last layer for one row of each sequence.
  private func finish(
    _ layer: EncoderLayer, _ plan: AttentionPlan, _ rows: [Int], _ work: inout EncoderWorkspace
  ) {
    work.pooledContext.resize(rows: rows.count)
    work.pooledStates.setRows(rows, of: work.hiddenStates)
    let (states, context) = (work.pooledStates.view(), work.pooledContext.view())
    TrefoilTensor.attend(
      work.projections.view(), heads: configuration.headCount, plan: plan, queries: rows,
      precision: precision, into: context, scratch: &work.attention)
    work.blocks.run(rows: rows.count) { block in layer.transform(states, context, block) }
  }
}
