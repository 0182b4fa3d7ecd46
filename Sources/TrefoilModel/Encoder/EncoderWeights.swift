internal import Dispatch
package import TrefoilCheckpoint
internal import TrefoilFiles
package import TrefoilTensor

/// All weights of an encoder, resolved by name, checked against the configuration's shapes, and
/// laid out for the products of one precision.
package struct EncoderWeights: Sendable {
  let wordEmbeddings: HalfTensor
  let positionEmbeddings: HalfTensor
  /// Nil in a family that has none.
  let typeEmbeddings: HalfTensor?
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
    let tables = configuration.embeddingTables
    func table(_ table: NamedShape) throws(CheckpointError) -> HalfTensor {
      try checkpoint.tensor(table.name, shape: table.shape)
    }
    wordEmbeddings = try table(tables.words)
    positionEmbeddings = try table(tables.positions)
    if let types = tables.types {
      typeEmbeddings = try table(types)
    } else {
      typeEmbeddings = nil
    }
    wordEmbeddings.adviseRandomAccess()
    embeddingNorm = try checkpoint.norm(configuration.family.tensors.embeddingNorm, configuration)
    let source = LayerSource(
      checkpoint: checkpoint, configuration: configuration, precision: precision, team: team)
    var layers: [EncoderLayer] = []
    for index in 0..<configuration.layerCount {
      layers.append(try source.layer(index))
      // Packed weights stay in the file; of plain ones there is a copy now.
      if checkpoint.packing == nil { checkpoint.releaseMemory() }
    }
    self.layers = layers
    if checkpoint.packing != nil { Self.prefetch(layers) }
  }

  /// The files in which weights lie that are read in every pass, each once.
  var files: [MappedFile] {
    let tables = [wordEmbeddings, positionEmbeddings, typeEmbeddings].compactMap(\.?.file)
    let panels = layers.compactMap(\.query.weight.file)
    var seen: Set<ObjectIdentifier> = []
    return (tables + panels).filter { seen.insert(ObjectIdentifier($0)).inserted }
  }

  /// Has a packed file's panels read ahead, while its opener goes on.
  private static func prefetch(_ layers: [EncoderLayer]) {
    DispatchQueue(label: "trefoil.prefetch").async {
      for layer in layers {
        for product in [
          layer.query, layer.key, layer.value, layer.attentionOutput, layer.intermediate,
          layer.output,
        ] { product.weight.prefetch() }
      }
    }
  }
}

/// Reads a checkpoint's layers, packing their weights where the file has not.
private struct LayerSource {
  private let checkpoint: Checkpoint
  private let configuration: EncoderConfiguration
  private let precision: Precision
  /// Nil where the file's weights are packed.
  private let packer: WeightPacker?

  init(
    checkpoint: Checkpoint, configuration: EncoderConfiguration, precision: Precision,
    team: ThreadTeam
  ) {
    self.checkpoint = checkpoint
    self.configuration = configuration
    self.precision = precision
    packer =
      checkpoint.packing == nil
      ? WeightPacker(
        precision: precision, shapes: configuration.products.map(\.shape), team: team) : nil
  }

  func layer(_ index: Int) throws(CheckpointError) -> EncoderLayer {
    func linear(_ product: LayerProduct) throws(CheckpointError) -> LinearLayer {
      let product = configuration.product(product, layer: index)
      let weight =
        if let packer {
          try checkpoint.weight(product, configuration, packedBy: packer)
        } else {
          try checkpoint.packedWeight(product, precision)
        }
      return LinearLayer(
        weight: weight, bias: try checkpoint.tensor(product.bias, shape: [product.out]).floats())
    }
    func norm(_ place: LayerNormPlace) throws(CheckpointError) -> LayerNorm {
      try checkpoint.norm(
        configuration.family.tensors.name(ofNorm: place, layer: index), configuration)
    }
    return EncoderLayer(
      query: try linear(.query),
      key: try linear(.key),
      value: try linear(.value),
      attentionOutput: try linear(.attentionOutput),
      attentionNorm: try norm(.attention),
      intermediate: try linear(.intermediate),
      output: try linear(.output),
      outputNorm: try norm(.output)
    )
  }
}

extension Checkpoint {
  /// The LayerNorm whose tensors' names begin so.
  func norm(
    _ name: String, _ configuration: EncoderConfiguration
  ) throws(CheckpointError) -> LayerNorm {
    LayerNorm(
      scale: try tensor(name + ".weight", shape: [configuration.hiddenSize]).floats(),
      shift: try tensor(name + ".bias", shape: [configuration.hiddenSize]).floats(),
      epsilon: configuration.layerNormEpsilon
    )
  }

  /// A plain product's weight, packed now.
  func weight(
    _ product: EncoderProduct, _ configuration: EncoderConfiguration, packedBy packer: WeightPacker
  ) throws(CheckpointError) -> PackedWeight {
    let weight = try tensor(product.weight, shape: product.shape)
    guard let norm = product.norm else { return packer.pack(weight) }
    return packer.pack(weight, inputsFrom: try self.norm(norm, configuration))
  }
}
