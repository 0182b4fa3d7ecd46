internal import Trefoil

extension EmbeddingRow {
  /// The embedding, checked against what an index keeps; other outputs are left out.
  func embedding(
    _ configuration: IndexConfiguration
  ) throws(EmbeddingFileError.Fault) -> Embedding {
    let outputs = configuration.outputs
    if outputs.contains(.dense) {
      guard let dense else { throw .missingOutput(.dense) }
      try require(dense, dense.count, .dense, configuration.denseDimension)
    }
    if outputs.contains(.sparse), lexicalWeights == nil { throw .missingOutput(.sparse) }
    var vectors: TokenVectors?
    if outputs.contains(.colbert) {
      guard let tokens else { throw .missingOutput(.colbert) }
      let dimension = configuration.colbertDimension
      if !tokens.values.isEmpty {
        try require(tokens.values, tokens.dimension, .colbert, dimension)
      }
      vectors = TokenVectors(values: tokens.values, dimension: dimension)
    }
    // A text has the token <s> beside those of which there are vectors.
    let count = tokens.map { $0.values.count / max(1, $0.dimension) + 1 } ?? 0
    let counts = tokenCounts ?? (count, count)
    guard max(counts.seen, counts.used) <= Self.mostTokens else {
      throw .wrongType(key: "tokens_seen", expected: "the number of a text's tokens")
    }
    return Embedding(
      dense: outputs.contains(.dense) ? dense : nil,
      lexicalWeights: outputs.contains(.sparse) ? lexicalWeights : nil, tokenVectors: vectors,
      tokenCounts: TokenCounts(seen: max(counts.seen, counts.used), used: counts.used))
  }

  private func require(
    _ numbers: [Float], _ found: Int, _ output: EmbeddingOutputs, _ expected: Int
  ) throws(EmbeddingFileError.Fault) {
    guard found == expected else {
      throw .dimension(output, found: found, expected: expected)
    }
    guard numbers.allSatisfy(\.isFinite) else { throw .notFinite(output) }
  }

  /// More tokens than a text can have that is read at all.
  private static let mostTokens = 1 << 31

  /// The numbers of its vectors.
  var numberCount: Int { (dense?.count ?? 0) + (tokens?.values.count ?? 0) }
}
