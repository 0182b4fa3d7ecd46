public import Trefoil
public import TrefoilTensor

/// What an index is: the way of its passages, what is kept of them, and of which model.
///
/// It never changes as long as the index lives.
public struct IndexConfiguration: Equatable, Codable, Sendable {
  /// The representations of a passage that are kept.
  public let outputs: EmbeddingOutputs
  /// The instruction that the model reads before each text.
  public let role: TextRole
  /// The most tokens of a passage.
  public let passageTokens: Int
  /// The tokens that two neighbouring passages of a document share.
  public let overlap: Int
  /// Whether each document is one passage, of which the model reads so many tokens.
  public let wholeDocuments: Bool
  /// Whether passages end with a sentence or a paragraph where they can.
  public let endsAtSentences: Bool
  /// Whether a document's passages are kept as they are, or as one embedding.
  public let pooling: PassageWindows.Pooling
  /// What becomes of a whole document over the limit; nil for what the model's files say.
  public let truncation: TruncationPolicy?
  /// How the numbers of dense vectors are kept.
  public let denseCodec: DenseCodec
  /// How the numbers of token vectors are kept.
  public let tokenCodec: TokenCodec
  /// The fields of metadata that have an index, as filters have them.
  public let fields: [String]
  /// The numbers of a dense vector.
  public let denseDimension: Int
  /// The numbers of a token's vector; zero if none are kept.
  public let colbertDimension: Int
  /// How dense vectors are compared.
  public let similarity: DenseSimilarity
  /// The directory of the model when the index was made.
  public internal(set) var modelPath: String
  /// The fingerprint of the model's files, instructions and precision, as hexadecimal digits.
  public let modelFingerprint: String
}
