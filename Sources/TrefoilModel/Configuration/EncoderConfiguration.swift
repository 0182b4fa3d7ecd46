public import SystemPackage
internal import TrefoilCore
internal import TrefoilFiles

/// The shape of an encoder, as `config.json` gives it: all sizes above zero and sane, and the
/// heads divide the hidden size.
public struct EncoderConfiguration: Equatable, Sendable {
  /// The name of the file, within a model's directory, that gives it.
  package static let fileName = "config.json"

  /// The family.
  public let family: EncoderFamily
  /// The number of layers.
  public let layerCount: Int
  /// The numbers in a hidden state.
  public let hiddenSize: Int
  /// The number of attention heads of a layer.
  public let headCount: Int
  /// The inner size of the feed-forward block.
  public let feedForwardSize: Int
  /// What layer normalization adds to the variance.
  public let layerNormEpsilon: Float
  /// The rows of the word embedding.
  public let vocabularySize: Int
  /// The rows of the position embedding, those of padding included.
  public let maxPositions: Int
  /// The rows of the token-type embedding, of which row 0 is added to every token.
  public let typeVocabularySize: Int
  /// The position of a text's first token.
  public let firstPosition: Int

  /// The name under which the model was published or trained, where the file says one.
  package let originalName: String?

  /// The token that takes the padding's own position and is not counted, where the family has one.
  let uncountedToken: TokenID?

  /// The most tokens that have a position each.
  public var positionLimit: Int { maxPositions - firstPosition }

  private struct Content: Decodable {
    let modelType: String
    let numHiddenLayers: Int
    let hiddenSize: Int
    let numAttentionHeads: Int
    let intermediateSize: Int
    let layerNormEps: Double?
    let vocabSize: Int
    let maxPositionEmbeddings: Int
    let typeVocabSize: Int?
    let padTokenId: Int?
    let architectures: [String]?
    let nameOrPath: String?

    enum CodingKeys: String, CodingKey {
      case modelType = "model_type"
      case numHiddenLayers = "num_hidden_layers"
      case hiddenSize = "hidden_size"
      case numAttentionHeads = "num_attention_heads"
      case intermediateSize = "intermediate_size"
      case layerNormEps = "layer_norm_eps"
      case vocabSize = "vocab_size"
      case maxPositionEmbeddings = "max_position_embeddings"
      case typeVocabSize = "type_vocab_size"
      case padTokenId = "pad_token_id"
      case architectures
      case nameOrPath = "_name_or_path"
    }
  }

  /// What every model says of itself, whatever its family.
  private struct Kind: Decodable {
    let modelType: String

    enum CodingKeys: String, CodingKey {
      case modelType = "model_type"
    }
  }

  /// Reads `config.json`.
  ///
  /// - Throws: `ConfigurationError` that names the file, the key, what it holds and what it may.
  public init(path: FilePath) throws(ConfigurationError) {
    try self.init(path: path, families: EncoderFamily.all)
  }

  /// Reads `config.json` of a model of one of these families.
  package init(path: FilePath, families: [EncoderFamily]) throws(ConfigurationError) {
    let type = try ConfigurationFile.decode(Kind.self, from: path).modelType
    guard let family = families.first(where: { $0.modelTypes.contains(type) }) else {
      throw .unsupported(
        file: path, key: "model_type", found: type,
        supported: families.flatMap(\.modelTypes).map { "“\($0)”" }.joined(separator: " and "))
    }
    _ = try ConfigurationFile.check(path, ConfigurationKeys.encoder)
    let content = try ConfigurationFile.decode(Content.self, from: path)
    try Architecture.require(content.architectures ?? [], path)
    self.family = family
    // Of a path, the last part.
    originalName = content.nameOrPath?.split(separator: "/").last.map(String.init)
    // The bounds are far beyond any model of these families; they keep products of two sizes, and
    // BLAS's 32-bit counts, from overflowing.
    layerCount = try Self.size(content.numHiddenLayers, "num_hidden_layers", 1...1024, path)
    hiddenSize = try Self.size(content.hiddenSize, "hidden_size", 1...65_536, path)
    headCount = try Self.size(content.numAttentionHeads, "num_attention_heads", 1...65_536, path)
    feedForwardSize = try Self.size(
      content.intermediateSize, "intermediate_size", 1...262_144, path)
    vocabularySize = try Self.size(content.vocabSize, "vocab_size", 5...16_777_216, path)
    typeVocabularySize = try Self.size(
      content.typeVocabSize ?? 2, "type_vocab_size", 1...1024, path)
    switch family.positions {
    case .fromZero:
      (firstPosition, uncountedToken) = (0, nil)
    case .behindPadding(let standard):
      let padding = try Self.size(
        content.padTokenId ?? standard, "pad_token_id", 0...1024, path)
      (firstPosition, uncountedToken) = (padding + 1, TokenID(padding))
    }
    maxPositions = try Self.size(
      content.maxPositionEmbeddings, "max_position_embeddings",
      firstPosition + 2...1_048_576, path)
    let epsilon = content.layerNormEps ?? 1e-12
    guard epsilon >= 0 && epsilon < 1 else {
      throw .malformed(file: path, reason: "“layer_norm_eps” is \(epsilon), not a small number")
    }
    layerNormEpsilon = Float(epsilon)
    guard hiddenSize.isMultiple(of: headCount) else {
      throw .unevenHeads(file: path, hidden: hiddenSize, heads: headCount)
    }
  }

  private static func size(
    _ found: Int, _ key: String, _ range: ClosedRange<Int>, _ path: FilePath
  ) throws(ConfigurationError) -> Int {
    guard range.contains(found) else {
      throw .outOfRange(file: path, key: key, found: found, range: range)
    }
    return found
  }
}
