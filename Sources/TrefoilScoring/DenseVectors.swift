package import TrefoilCore
internal import TrefoilTensor

/// The dense vectors of many passages, ready to be scored with queries.
package struct DenseVectors: ~Copyable {
  private let rows: Matrix
  private let similarity: DenseSimilarity
  /// The length of each vector, for the cosine alone.
  private let lengths: [Float]

  /// Takes vectors of shape `[count, dimension]`.
  package init(_ values: [Float], dimension: Int, similarity: DenseSimilarity) {
    rows = Matrix(values, columns: dimension)
    self.similarity = similarity
    guard similarity == .cosine else {
      lengths = []
      return
    }
    var lengths: [Float] = []
    for row in 0..<rows.rows {
      lengths.append(DenseScorer.length(rows.values(rows: row..<row + 1)))
    }
    self.lengths = lengths
  }

  /// The score of each passage, the same bits as `DenseScorer` gives.
  package func scores(_ query: [Float]) -> [Float] {
    switch similarity {
    case .cosine:
      let own = DenseScorer.length(query)
      return zip(rows.products(rows: 0..<rows.rows, with: query), lengths).map {
        DenseScorer.cosine($0, own, $1)
      }
    case .dot: return rows.products(rows: 0..<rows.rows, with: query)
    case .euclidean, .manhattan:
      return (0..<rows.rows).map {
        DenseScorer.score(query, rows.values(rows: $0..<$0 + 1), similarity: similarity)
      }
    }
  }
}
