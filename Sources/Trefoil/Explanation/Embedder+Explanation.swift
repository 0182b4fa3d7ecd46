internal import TrefoilCore
internal import TrefoilModel
public import TrefoilScoring
public import TrefoilText

extension Embedder {
  /// Tells why a passage has its score for a query, token by token and word by word.
  ///
  /// The scores are those of `computeScore` and `Reranker`, of every output that the model has. The
  /// model's instructions are put before both texts, and their tokens take part in the scores.
  ///
  /// - Parameters:
  ///   - query: what is asked; an empty one still has the tokens `<s>` and `</s>`.
  ///   - passage: what may answer it.
  ///   - weights: how much each score counts; nil for `standardWeights`.
  ///   - maxQueryLength: the most tokens of the query; nil for the model's own limit.
  ///   - maxPassageLength: the most tokens of the passage; nil for the model's own limit.
  ///   - truncation: what to do with a text over its limit; nil for what the model's files say.
  /// - Throws: as `encode(_:options:progress:)`; `EmbedderError.missingHead` if weights are given
  ///   for an output that the model lacks.
  public func explain(
    query: String,
    passage: String,
    weights: HybridWeights? = nil,
    maxQueryLength: Int? = nil,
    maxPassageLength: Int? = nil,
    truncation: TruncationPolicy? = nil
  ) async throws -> Explanation {
    if let weights { try require(weights.outputs) }
    let weights = try weights ?? standardWeights
    let one = EncodeOptions(
      outputs: outputs, maxLength: maxQueryLength, truncation: truncation, role: .query)
    let other = EncodeOptions(
      outputs: outputs, maxLength: maxPassageLength, truncation: truncation, role: .passage)
    try validate(one)
    try validate(other)
    return Explanation(
      try await encode(query, one), try await encode(passage, other), scorer(weights))
  }

  func encode(_ text: String, _ options: EncodeOptions) async throws -> EncodedText {
    let whole = try tokenize(text, options)
    let kept = try cut(whole, index: 0, options)
    let request = EncoderRequest(
      outputs: options.outputs,
      unpooled: truncation(options).unpooled(
        try unpooledTokens(of: options.role), kept.tokenCounts),
      tokenWeights: true,
      weightless: tokenizer.specialTokens.weightless)
    let result: EncoderResult
    do {
      result = try await queue.embed(PackedBatch([kept.tokenIDs]), request)[0]
    } catch EncoderError.notFinite(_, let output) {
      throw EmbedderError.notFinite(role: options.role, index: 0, output: output)
    }
    return EncodedText(
      explained: ExplainedText(
        text, instruction: instructions[options.role].text, whole: whole, kept: kept,
        truncation(options), tokenizer),
      embedding: Embedding(result, kept.tokenCounts), tokenWeights: result.tokenWeights)
  }
}
