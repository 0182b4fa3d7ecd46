internal import TrefoilCore
public import TrefoilScoring

extension Embedder {
  /// Tells why a passage that was encoded before has its score for a query; only the query is
  /// encoded.
  ///
  /// Of a token that stands in the passage several times, each place has the weight of the heaviest.
  ///
  /// - Parameters:
  ///   - query: what is asked.
  ///   - passage: what may answer it.
  ///   - embedding: the passage's own, with the outputs that are explained.
  ///   - weights: how much each score counts, of outputs that the embedding has.
  /// - Returns: nil if the embedding is that of another text, or of a text that was cut otherwise.
  /// - Throws: as `encode(_:options:progress:)`.
  package func explain(
    query: String, passage: String, embedding: Embedding, weights: HybridWeights
  ) async throws -> Explanation? {
    let outputs = EmbeddingOutputs(
      ScoreKind.allCases.filter { kind in
        switch kind {
        case .dense: embedding.dense != nil
        case .sparse: embedding.lexicalWeights != nil
        case .colbert: embedding.tokenVectors != nil
        }
      })
    let options = EncodeOptions(
      outputs: outputs, maxLength: min(maxLength, embedding.tokenCounts.used), role: .passage)
    let whole = try tokenize(passage, options)
    let kept = try cut(whole, index: 0, options)
    guard kept.count == embedding.tokenCounts.used,
      embedding.tokenVectors.map({ $0.count == kept.count - 1 }) ?? true
    else { return nil }
    let stored = EncodedText(
      explained: ExplainedText(
        passage, instruction: instructions.passage.text, whole: whole, kept: kept,
        truncation(options), tokenizer),
      embedding: embedding,
      tokenWeights: embedding.lexicalWeights.map { weights in
        kept.tokenIDs.map { weights[$0] }
      })
    let asked = try await encode(query, EncodeOptions(outputs: outputs, role: .query))
    return Explanation(asked, stored, scorer(weights))
  }
}
