internal import TrefoilTensor

/// Scores two texts by their dense vectors.
public enum DenseScorer {
  /// The inner product, which for unit vectors is the cosine, in `-1...1`.
  ///
  /// - Parameters: both of shape `[dimension]`; a difference in length is a caller's bug.
  public static func score(_ query: [Float], _ passage: [Float]) -> Float {
    innerProduct(query, passage)
  }
}
