public import TrefoilCore
internal import TrefoilTensor

/// Scores two texts by their dense vectors.
///
/// Source: sentence-transformers 6.2, `util/similarity.py`.
public enum DenseScorer {
  /// How alike two vectors are; larger is more alike.
  ///
  /// - Parameters: both vectors of shape `[dimension]`; a difference in length is a caller's bug.
  public static func score(
    _ query: [Float], _ passage: [Float], similarity: DenseSimilarity = .cosine
  ) -> Float {
    switch similarity {
    case .cosine:
      cosine(innerProduct(query, passage), length(query), length(passage))
    case .dot: innerProduct(query, passage)
    case .euclidean: -distance(query, passage) { $0 * $0 }.squareRoot()
    case .manhattan: -distance(query, passage, abs)
    }
  }

  /// The length of a vector.
  package static func length(_ vector: [Float]) -> Float {
    innerProduct(vector, vector).squareRoot()
  }

  /// The cosine of two vectors, from their inner product and their lengths.
  ///
  /// As in PyTorch's `normalize`, a length below 1e-12 counts as that, so a zero vector's is zero.
  package static func cosine(_ product: Float, _ one: Float, _ other: Float) -> Float {
    product / (max(one, shortest) * max(other, shortest))
  }

  private static let shortest: Float = 1e-12

  private static func distance(
    _ one: [Float], _ other: [Float], _ part: (Float) -> Float
  ) -> Float {
    precondition(one.count == other.count, "\(one.count) numbers with \(other.count)")
    var sum: Float = 0
    for index in one.indices { sum += part(one[index] - other[index]) }
    return sum
  }
}
