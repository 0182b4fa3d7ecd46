/// A product with a weight matrix of shape `[out, depth]`, and a bias of shape `[out]`.
struct EncoderProduct: Equatable, Sendable {
  /// What the tensors' names begin with.
  let name: String
  let out: Int
  let depth: Int
  /// What the names of the LayerNorm that makes the inputs begin with; nil if none does.
  let norm: String?

  /// The weight's name in a plain checkpoint.
  var weight: String { name + ".weight" }
  /// The bias's name.
  var bias: String { name + ".bias" }
  /// The weight's shape.
  var shape: [Int] { [out, depth] }
}

extension EncoderConfiguration {
  /// A layer's product under its full name.
  func product(_ product: LayerProduct, layer: Int) -> EncoderProduct {
    let names = family.tensors
    let name = names.name(of: product, layer: layer)
    switch product {
    case .query, .key, .value:
      let norm =
        layer == 0 ? names.embeddingNorm : names.name(ofNorm: .output, layer: layer - 1)
      return EncoderProduct(name: name, out: hiddenSize, depth: hiddenSize, norm: norm)
    case .attentionOutput:
      return EncoderProduct(name: name, out: hiddenSize, depth: hiddenSize, norm: nil)
    case .intermediate:
      return EncoderProduct(
        name: name, out: feedForwardSize, depth: hiddenSize,
        norm: names.name(ofNorm: .attention, layer: layer))
    case .output:
      return EncoderProduct(name: name, out: hiddenSize, depth: feedForwardSize, norm: nil)
    }
  }

  /// The products of all layers, in the order of their use.
  var products: [EncoderProduct] {
    (0..<layerCount).flatMap { layer in
      LayerProduct.allCases.map { product($0, layer: layer) }
    }
  }
}
