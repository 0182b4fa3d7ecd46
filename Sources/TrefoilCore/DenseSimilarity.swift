/// How two dense vectors are compared.
///
/// The names are those of `similarity_fn_name` in sentence-transformers' configurations. Larger is
/// more alike for all of them.
public enum DenseSimilarity: String, CaseIterable, Codable, Sendable {
  /// The cosine of the angle between the vectors, in `-1...1`; zero where one vector is zero.
  case cosine
  /// The inner product.
  case dot
  /// The distance of the vectors, with a minus: zero or below.
  case euclidean
  /// The sum of the differences of their numbers, with a minus: zero or below.
  case manhattan
}
