package import TrefoilTensor

/// All weights of an encoder, resolved by name, checked against the configuration's shapes, and
/// laid out for the products of one precision.
package struct EncoderWeights: Sendable {
  let wordEmbeddings: HalfTensor
  let positionEmbeddings: HalfTensor
  let typeEmbeddings: HalfTensor
  let embeddingNorm: LayerNorm
  let layers: [EncoderLayer]

  /// Resolves every tensor that the encoder needs.
  ///
  /// - Throws: `CheckpointError` for the first tensor that is missing, has another shape, or
  ///   holds a value that fp16 does not.
  package init(
    _ checkpoint: Checkpoint, _ configuration: EncoderConfiguration, precision: Precision,
    team: ThreadTeam
  ) throws(CheckpointError) {
    let source = TensorSource(checkpoint: checkpoint, configuration: configuration)
    let hidden = configuration.hidden
    wordEmbeddings = try checkpoint.tensor(
      "embeddings.word_embeddings.weight", shape: [configuration.vocabularySize, hidden])
    wordEmbeddings.adviseRandomAccess()
    positionEmbeddings = try checkpoint.tensor(
      "embeddings.position_embeddings.weight", shape: [configuration.maxPositions, hidden])
    typeEmbeddings = try checkpoint.tensor(
      "embeddings.token_type_embeddings.weight", shape: [configuration.typeVocabulary, hidden])
    embeddingNorm = try source.norm("embeddings.LayerNorm")
    let packer = WeightPacker(
      precision: precision, shapes: configuration.productShapes, team: team)
    var layers: [EncoderLayer] = []
    var inputNorm = embeddingNorm
    for index in 0..<configuration.layers {
      let layer = try source.layer("encoder.layer.\(index).", inputNorm, packer)
      inputNorm = layer.outputNorm
      layers.append(layer)
      checkpoint.releaseMemory()
    }
    self.layers = layers
  }
}

extension EncoderConfiguration {
  /// The shapes of all layers' products, `[out, in]` each.
  fileprivate var productShapes: [[Int]] {
    (0..<layers).flatMap { _ in
      [[Int]](repeating: [hidden, hidden], count: 4)
        + [[feedForward, hidden], [hidden, feedForward]]
    }
  }
}

/// Reads a checkpoint's tensors by the names that Hugging Face gives them.
private struct TensorSource {
  let checkpoint: Checkpoint
  let configuration: EncoderConfiguration

  func vector(_ name: String, count: Int) throws(CheckpointError) -> [Float] {
    try checkpoint.tensor(name, shape: [count]).floats()
  }

  func norm(_ name: String) throws(CheckpointError) -> LayerNorm {
    LayerNorm(
      scale: try vector(name + ".weight", count: configuration.hidden),
      shift: try vector(name + ".bias", count: configuration.hidden),
      epsilon: configuration.layerNormEpsilon
    )
  }

  /// A linear layer whose inputs a LayerNorm makes, or something else.
  func linear(
    _ name: String, out: Int, in depth: Int, from norm: LayerNorm? = nil, _ packer: WeightPacker
  ) throws(CheckpointError) -> LinearLayer {
    let weight = try checkpoint.tensor(name + ".weight", shape: [out, depth])
    return LinearLayer(
      weight: packer.pack(weight, inputsFrom: norm), bias: try vector(name + ".bias", count: out))
  }

  func layer(
    _ prefix: String, _ inputNorm: LayerNorm, _ packer: WeightPacker
  ) throws(CheckpointError) -> EncoderLayer {
    let (hidden, feedForward) = (configuration.hidden, configuration.feedForward)
    let attention = prefix + "attention."
    let attentionNorm = try norm(attention + "output.LayerNorm")
    func projection(_ name: String) throws(CheckpointError) -> LinearLayer {
      try linear(attention + "self." + name, out: hidden, in: hidden, from: inputNorm, packer)
    }
    return EncoderLayer(
      query: try projection("query"),
      key: try projection("key"),
      value: try projection("value"),
      attentionOutput: try linear(attention + "output.dense", out: hidden, in: hidden, packer),
      attentionNorm: attentionNorm,
      intermediate: try linear(
        prefix + "intermediate.dense", out: feedForward, in: hidden, from: attentionNorm, packer),
      output: try linear(prefix + "output.dense", out: hidden, in: feedForward, packer),
      outputNorm: try norm(prefix + "output.LayerNorm")
    )
  }
}
