package import Trefoil

/// What is known of a model that is open.
package struct ModelDescription: Codable, Equatable, Sendable {
  /// Its directory.
  package let path: String
  /// Which kind of encoder it is.
  package let architecture: String
  /// The number of layers.
  package let layers: Int
  /// The size of a hidden state.
  package let hidden: Int
  /// The number of attention heads.
  package let heads: Int
  /// The size of the feed-forward layers.
  package let feedForward: Int
  /// The number of tokens that have an embedding.
  package let vocabularySize: Int
  /// The outputs for which it has heads, in the order dense, sparse, colbert.
  package let outputs: [String]
  /// The numbers of a dense vector.
  package let denseDimension: Int
  /// The numbers of a token's vector; nil without a ColBERT head.
  package let colbertDimension: Int?
  /// How the dense vector is pooled.
  package let pooling: String
  /// Whether the dense vector is normalized.
  package let normalize: Bool
  /// How dense vectors are compared.
  package let similarity: String
  /// The most tokens of a text.
  package let maxLength: Int
  /// What is put before a query.
  package let queryInstruction: String
  /// Who says so: `nobody`, `model` (its prompts), `settings` (trefoil.json) or `caller`.
  package let queryInstructionOrigin: Instruction.Origin
  /// What is put before a passage.
  package let passageInstruction: String
  /// Who says so.
  package let passageInstructionOrigin: Instruction.Origin
  /// Whether the tokens of an instruction take part in the pooling.
  package let poolsInstruction: Bool
  /// How much each score counts where the caller names no weights.
  package let weights: HybridWeights
  /// The file that the weights are from; nil where none is set.
  package let weightSource: String?
  /// How they were found, if the file says it.
  package let weightOrigin: String?
  /// The number of weights.
  package let parameters: Int
  /// The bytes of the weights as they are used.
  package let weightBytes: Int
  /// How exact the products are.
  package let precision: String
  /// The precision for which the file is packed; nil for a plain one.
  package let packedPrecision: String?
  /// The version of the layout in which it is packed; nil for a plain one.
  package let packedLayout: Int?
  /// The instruction set whose kernels run.
  package let instructionSet: String
  /// The most bytes that the process held.
  package let peakResidentBytes: Int

  private enum CodingKeys: String, CodingKey {
    case path = "model"
    case architecture, layers, hidden, heads
    case feedForward = "feed_forward"
    case vocabularySize = "vocabulary"
    case outputs
    case denseDimension = "dense_dimensions"
    case colbertDimension = "colbert_dimensions"
    case pooling, normalize, similarity
    case maxLength = "max_length"
    case queryInstruction = "query_instruction"
    case queryInstructionOrigin = "query_instruction_origin"
    case passageInstruction = "passage_instruction"
    case passageInstructionOrigin = "passage_instruction_origin"
    case poolsInstruction = "pools_instruction"
    case weights = "score_weights"
    case weightSource = "score_weights_file"
    case weightOrigin = "score_weights_origin"
    case parameters
    case weightBytes = "weight_bytes"
    case precision
    case packedPrecision = "packed_precision"
    case packedLayout = "packed_layout"
    case instructionSet = "instruction_set"
    case peakResidentBytes = "peak_resident_bytes"
  }

  /// Describes a model.
  package init(_ embedder: Embedder, peakResidentBytes: Int) {
    let summary = embedder.weightSummary
    let configuration = embedder.configuration
    let encoder = configuration.encoder
    path = embedder.model.path.string
    architecture = encoder.family.name
    layers = encoder.layerCount
    hidden = encoder.hiddenSize
    heads = encoder.headCount
    feedForward = encoder.feedForwardSize
    vocabularySize = encoder.vocabularySize
    outputs = embedder.outputs.kinds.map(\.rawValue)
    denseDimension = encoder.hiddenSize
    colbertDimension = embedder.outputs.contains(.colbert) ? summary.colbertDimension : nil
    pooling = configuration.pooling.rawValue
    normalize = configuration.normalize
    maxLength = configuration.maxLength
    similarity = configuration.similarity.rawValue
    queryInstruction = embedder.instructions.query.text
    queryInstructionOrigin = embedder.instructions.query.origin
    passageInstruction = embedder.instructions.passage.text
    passageInstructionOrigin = embedder.instructions.passage.origin
    poolsInstruction = configuration.poolsInstruction
    self.weights = embedder.settings.standardWeights
    weightSource = embedder.settings.weights.flatMap { _ in embedder.settings.file?.string }
    weightOrigin = embedder.settings.weights.flatMap { _ in embedder.settings.origin }
    parameters = summary.parameterCount
    weightBytes = summary.byteCount
    precision = embedder.precision.rawValue
    packedPrecision = embedder.packing?.precision.rawValue
    packedLayout = embedder.packing?.layout
    instructionSet = embedder.instructionSet.rawValue
    self.peakResidentBytes = peakResidentBytes
  }
}
