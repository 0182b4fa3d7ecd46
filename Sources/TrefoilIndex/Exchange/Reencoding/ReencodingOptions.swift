public import SystemPackage
public import Trefoil
public import TrefoilTensor

/// What an index that is encoded anew is to be; what is nil stays as it is.
public struct ReencodingOptions: Equatable, Sendable {
  /// The representations of a passage that are kept; nil for those that the index keeps and the model
  /// has.
  public var outputs: EmbeddingOutputs?
  /// The most tokens of a passage; nil for as many as the index has, or for the model's limit if that
  /// is less.
  public var passageTokens: Int?
  /// The tokens that two neighbouring passages of a document share.
  public var overlap: Int?
  /// Whether a document is one passage.
  public var wholeDocuments: Bool?
  /// Whether a document's passages are kept as they are, or become one embedding.
  public var pooling: PassageWindows.Pooling?
  /// How the numbers of dense vectors are kept.
  public var denseCodec: DenseCodec?
  /// How the numbers of token vectors are kept.
  public var tokenCodec: TokenCodec?
  /// Where the index as it was is to be kept; nil to remove it.
  public var keep: FilePath?
  /// Whether what an earlier call left, with another model or other options, is removed.
  public var restarts: Bool

  /// Describes the index.
  public init(
    outputs: EmbeddingOutputs? = nil, passageTokens: Int? = nil, overlap: Int? = nil,
    wholeDocuments: Bool? = nil, pooling: PassageWindows.Pooling? = nil,
    denseCodec: DenseCodec? = nil, tokenCodec: TokenCodec? = nil, keep: FilePath? = nil,
    restarts: Bool = false
  ) {
    self.outputs = outputs
    self.passageTokens = passageTokens
    self.overlap = overlap
    self.wholeDocuments = wholeDocuments
    self.pooling = pooling
    self.denseCodec = denseCodec
    self.tokenCodec = tokenCodec
    self.keep = keep
    self.restarts = restarts
  }

  /// The options of the new index, where `old` is what the index is.
  func options(_ old: IndexConfiguration, _ embedder: Embedder) -> IndexOptions {
    let common = old.outputs.intersection(embedder.outputs)
    let isWhole = wholeDocuments ?? old.wholeDocuments
    // What a passage had is no measure for a whole document.
    let tokens = isWhole == old.wholeDocuments ? min(old.passageTokens, embedder.maxLength) : nil
    var options = IndexOptions(
      outputs: outputs ?? (common.isEmpty ? embedder.outputs : common),
      passageTokens: passageTokens ?? tokens, overlap: overlap ?? old.overlap,
      wholeDocuments: isWhole, denseCodec: denseCodec ?? old.denseCodec,
      tokenCodec: tokenCodec ?? old.tokenCodec, pooling: pooling ?? old.pooling)
    options.fields = old.fields
    options.role = old.role
    options.endsAtSentences = old.endsAtSentences
    options.truncation = old.truncation
    return options
  }
}
