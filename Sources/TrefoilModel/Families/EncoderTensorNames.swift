/// What a family of encoders calls its tensors, without `.weight` and `.bias` at their ends.
package struct EncoderTensorNames: Equatable, Sendable {
  /// What all names begin with; a wrapper may put more before it.
  package let roots: [String]
  /// The table of the vocabulary.
  package let wordEmbeddings: String
  /// The table of the positions.
  package let positionEmbeddings: String
  /// The table of the token types; nil in a family that has none.
  package let typeEmbeddings: String?
  /// The LayerNorm behind the tables.
  package let embeddingNorm: String
  /// What the names of a layer's tensors begin with, before the layer's number.
  package let layers: String

  private let query, key, value, attentionOutput, attentionNorm: String
  private let intermediate, output, outputNorm: String

  /// Names the tensors; from `query` on, within a layer.
  package init(
    roots: [String], wordEmbeddings: String, positionEmbeddings: String, typeEmbeddings: String?,
    embeddingNorm: String, layers: String, query: String, key: String, value: String,
    attentionOutput: String, attentionNorm: String, intermediate: String, output: String,
    outputNorm: String
  ) {
    self.roots = roots
    self.wordEmbeddings = wordEmbeddings
    self.positionEmbeddings = positionEmbeddings
    self.typeEmbeddings = typeEmbeddings
    self.embeddingNorm = embeddingNorm
    self.layers = layers
    self.query = query
    self.key = key
    self.value = value
    self.attentionOutput = attentionOutput
    self.attentionNorm = attentionNorm
    self.intermediate = intermediate
    self.output = output
    self.outputNorm = outputNorm
  }

  /// A product of a layer.
  func name(of product: LayerProduct, layer: Int) -> String {
    let name =
      switch product {
      case .query: query
      case .key: key
      case .value: value
      case .attentionOutput: attentionOutput
      case .intermediate: intermediate
      case .output: output
      }
    return "\(layers).\(layer).\(name)"
  }

  /// A LayerNorm of a layer.
  func name(ofNorm norm: LayerNormPlace, layer: Int) -> String {
    let name =
      switch norm {
      case .attention: attentionNorm
      case .output: outputNorm
      }
    return "\(layers).\(layer).\(name)"
  }
}
