internal import TrefoilTensor

/// A linear layer: y = x · weightᵀ + bias.
struct LinearLayer: Sendable {
  /// Shape `[out, in]`.
  let weight: HalfTensor
  /// Shape `[out]`.
  let bias: [Float]
}

/// One layer of the encoder.
struct EncoderLayer: Sendable {
  /// Shape `[hidden, hidden]` each.
  let queryWeight: HalfTensor
  let keyWeight: HalfTensor
  let valueWeight: HalfTensor
  /// The three biases side by side, shape `[3 * hidden]`.
  let projectionBias: [Float]
  let attentionOutput: LinearLayer
  let attentionNorm: LayerNorm
  /// Shape `[feedForward, hidden]`.
  let intermediate: LinearLayer
  /// Shape `[hidden, feedForward]`.
  let output: LinearLayer
  let outputNorm: LayerNorm
}

/// All weights of an encoder, resolved by name and checked against the configuration's shapes.
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
    _ checkpoint: Checkpoint, _ configuration: EncoderConfiguration
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
    var layers: [EncoderLayer] = []
    for index in 0..<configuration.layers {
      layers.append(try source.layer("encoder.layer.\(index)."))
    }
    self.layers = layers
  }
}

/// Reads a checkpoint's tensors by the names that Hugging Face gives them.
private struct TensorSource {
  let checkpoint: Checkpoint
  let configuration: EncoderConfiguration

  func vector(_ name: String, count: Int) throws(CheckpointError) -> [Float] {
    try checkpoint.tensor(name, shape: [count]).floats()
  }

  func linear(_ name: String, out: Int, in depth: Int) throws(CheckpointError) -> LinearLayer {
    LinearLayer(
      weight: try checkpoint.tensor(name + ".weight", shape: [out, depth]),
      bias: try vector(name + ".bias", count: out)
    )
  }

  func norm(_ name: String) throws(CheckpointError) -> LayerNorm {
    LayerNorm(
      scale: try vector(name + ".weight", count: configuration.hidden),
      shift: try vector(name + ".bias", count: configuration.hidden),
      epsilon: configuration.layerNormEpsilon
    )
  }

  func layer(_ prefix: String) throws(CheckpointError) -> EncoderLayer {
    let (hidden, feedForward) = (configuration.hidden, configuration.feedForward)
    let query = try linear(prefix + "attention.self.query", out: hidden, in: hidden)
    let key = try linear(prefix + "attention.self.key", out: hidden, in: hidden)
    let value = try linear(prefix + "attention.self.value", out: hidden, in: hidden)
    return EncoderLayer(
      queryWeight: query.weight,
      keyWeight: key.weight,
      valueWeight: value.weight,
      projectionBias: query.bias + key.bias + value.bias,
      attentionOutput: try linear(prefix + "attention.output.dense", out: hidden, in: hidden),
      attentionNorm: try norm(prefix + "attention.output.LayerNorm"),
      intermediate: try linear(prefix + "intermediate.dense", out: feedForward, in: hidden),
      output: try linear(prefix + "output.dense", out: hidden, in: feedForward),
      outputNorm: try norm(prefix + "output.LayerNorm")
    )
  }
}
