public import Trefoil
public import TrefoilTensor

/// What an index is: the way of its passages, what is kept of them, and of which model.
///
/// It never changes as long as the index lives.
public struct IndexConfiguration: Equatable, Codable, Sendable {
  /// The representations of a passage that are kept.
  public let outputs: EmbeddingOutputs
  /// The most tokens of a passage.
  public let passageTokens: Int
  /// The tokens that two neighbouring passages of a document share.
  public let overlap: Int
  /// Whether a document is one passage, of which the model reads the first `passageTokens`.
  public let wholeDocuments: Bool
  /// How the numbers of token vectors are kept.
  public let tokenCodec: TokenCodec
  /// The numbers of a dense vector.
  public let denseDimension: Int
  /// The numbers of a token's vector; zero if none are kept.
  public let colbertDimension: Int
  /// How dense vectors are compared.
  public let similarity: DenseSimilarity
  /// The directory of the model when the index was made.
  public let modelPath: String
  /// The fingerprint of the model's files, instructions and precision, as hexadecimal digits.
  public let modelFingerprint: String
}

extension IndexConfiguration {
  /// Reads a configuration; one that doesn't say whether documents are whole is of an index that cuts
  /// them.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      outputs: try container.decode(EmbeddingOutputs.self, forKey: .outputs),
      passageTokens: try container.decode(Int.self, forKey: .passageTokens),
      overlap: try container.decode(Int.self, forKey: .overlap),
      wholeDocuments: try container.decodeIfPresent(Bool.self, forKey: .wholeDocuments) ?? false,
      tokenCodec: try container.decode(TokenCodec.self, forKey: .tokenCodec),
      denseDimension: try container.decode(Int.self, forKey: .denseDimension),
      colbertDimension: try container.decode(Int.self, forKey: .colbertDimension),
      similarity: try container.decode(DenseSimilarity.self, forKey: .similarity),
      modelPath: try container.decode(String.self, forKey: .modelPath),
      modelFingerprint: try container.decode(String.self, forKey: .modelFingerprint))
  }
}
