public import TrefoilCore
public import TrefoilScoring
public import TrefoilText

extension Embedder {
  /// The model under the names that users of FlagEmbedding know.
  public var flagEmbedding: FlagEmbeddingView { FlagEmbeddingView(embedder: self) }
}

/// The calls of FlagEmbedding's `BGEM3FlagModel`, under the names that its users know.
///
/// They are `Embedder.encode` and the scorers, spelled another way.
public struct FlagEmbeddingView: Sendable {
  /// The model.
  public let embedder: Embedder

  /// Shows a model so.
  public init(embedder: Embedder) {
    self.embedder = embedder
  }

  /// Encodes texts as they are, without an instruction.
  ///
  /// - Parameters: `dimensions` cuts the dense vector before it is normalized.
  /// - Throws: as `Embedder.encode`.
  public func encode(
    _ texts: [String],
    returnDense: Bool = true,
    returnSparse: Bool = false,
    returnColBERT: Bool = false,
    maxLength: Int? = nil,
    dimensions: Int? = nil,
    truncation: TruncationPolicy? = nil
  ) async throws -> [Embedding] {
    try await encode(
      texts, .plain, EmbeddingOutputs(returnDense, returnSparse, returnColBERT), maxLength,
      dimensions,
      truncation)
  }

  /// Encodes queries: the model's instruction for queries is put before each.
  ///
  /// - Throws: as `Embedder.encode`.
  public func encodeQueries(
    _ queries: [String],
    returnDense: Bool = true,
    returnSparse: Bool = false,
    returnColBERT: Bool = false,
    maxLength: Int? = nil,
    dimensions: Int? = nil,
    truncation: TruncationPolicy? = nil
  ) async throws -> [Embedding] {
    try await encode(
      queries, .query, EmbeddingOutputs(returnDense, returnSparse, returnColBERT), maxLength,
      dimensions,
      truncation)
  }

  /// Encodes passages: the model's instruction for passages is put before each.
  ///
  /// - Throws: as `Embedder.encode`.
  public func encodeCorpus(
    _ passages: [String],
    returnDense: Bool = true,
    returnSparse: Bool = false,
    returnColBERT: Bool = false,
    maxLength: Int? = nil,
    dimensions: Int? = nil,
    truncation: TruncationPolicy? = nil
  ) async throws -> [Embedding] {
    try await encode(
      passages, .passage, EmbeddingOutputs(returnDense, returnSparse, returnColBERT), maxLength,
      dimensions,
      truncation)
  }

  private func encode(
    _ texts: [String], _ role: TextRole, _ outputs: EmbeddingOutputs, _ maxLength: Int?,
    _ dimensions: Int?, _ truncation: TruncationPolicy?
  ) async throws -> [Embedding] {
    try await embedder.encode(
      texts,
      options: EncodeOptions(
        outputs: outputs, maxLength: maxLength, dimensions: dimensions, truncation: truncation,
        role: role))
  }

  /// Scores pairs of a query and a passage; each distinct text is encoded once, as far as memory
  /// allows.
  ///
  /// The model's instructions are put before both; BGE-M3 has none. Memory is bounded as that of
  /// `Reranker` is.
  ///
  /// - Parameters:
  ///   - pairs: the pairs; only these are scored.
  ///   - weights: how much each score counts; nil for `Embedder.standardWeights`, which are
  ///     FlagEmbedding's one each unless the model's directory says otherwise.
  ///   - maxQueryLength: the most tokens of a query; nil for the model's own limit.
  ///   - maxPassageLength: the most tokens of a passage; nil for the model's own limit.
  ///   - truncation: what to do with a text over its limit; nil for what the model's files say.
  /// - Returns: FlagEmbedding's five scores for each pair, in order.
  /// - Throws: as `Embedder.encode`; `EmbedderError.missingHead` if weights are given for an output
  ///   that the model lacks.
  public func computeScore(
    pairs: [(query: String, passage: String)],
    weights: HybridWeights? = nil,
    maxQueryLength: Int? = nil,
    maxPassageLength: Int? = nil,
    truncation: TruncationPolicy? = nil
  ) async throws -> [PairScores] {
    if let weights { try embedder.require(weights.outputs) }
    let scorer = HybridScorer(weights: try weights ?? embedder.standardWeights)
    // Every score that the model has is given, whatever counts.
    let reranker = try Reranker(
      embedder: embedder, weights: HybridWeights.equal.keeping(embedder.outputs),
      maxQueryLength: maxQueryLength, maxPassageLength: maxPassageLength, truncation: truncation)
    let candidates = try await reranker.prepare(
      pairs.map { CandidateList(query: $0.query, passages: [$0.passage]) })
    var scores: [PairScores] = []
    scores.reserveCapacity(pairs.count)
    try await reranker.rank(candidates) { _, ranking in
      let passage = ranking.passages[0]
      scores.append(
        scorer.pairScores(passage.parts, ranking.queryTokenCounts, passage.tokenCounts))
    }
    return scores
  }

  /// Σ over the shared tokens of w₁ · w₂; see `LexicalScorer`.
  public func lexicalMatchingScore(_ one: LexicalWeights, _ other: LexicalWeights) -> Float {
    LexicalScorer.score(one, other)
  }

  /// The mean of each query token's best match; see `LateInteractionScorer`.
  public func colbertScore(_ query: TokenVectors, _ passage: TokenVectors) -> Float {
    LateInteractionScorer.maxSim(query, passage)
  }

  /// The weights beside the text of their tokens, by falling weight.
  ///
  /// Two tokens that read alike stay two entries.
  public func convertIDToToken(
    _ weights: LexicalWeights
  ) -> [(tokenID: TokenID, token: String, weight: Float)] {
    zip(weights.tokenIDs, weights.weights)
      .map { ($0, embedder.tokenizer.piece(of: $0) ?? "", $1) }
      .sorted { ($0.weight, $1.tokenID) > ($1.weight, $0.tokenID) }
  }
}

extension EmbeddingOutputs {
  fileprivate init(_ dense: Bool, _ sparse: Bool, _ colbert: Bool) {
    self = []
    if dense { insert(.dense) }
    if sparse { insert(.sparse) }
    if colbert { insert(.colbert) }
  }
}
