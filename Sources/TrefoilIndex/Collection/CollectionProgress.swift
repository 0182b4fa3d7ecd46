/// How far the encoding of a collection has come.
public struct CollectionProgress: Equatable, Sendable {
  /// The texts that are done, those from the cache among them.
  public let textsDone: Int
  /// The texts of the collection.
  public let textsTotal: Int
  /// The tokens that this call has encoded.
  public let tokensDone: Int
  /// The share of what this call has to encode that is done, in `0...1`, by the texts' bytes.
  public let fraction: Double

  /// Puts a state together.
  public init(textsDone: Int, textsTotal: Int, tokensDone: Int, fraction: Double) {
    self.textsDone = textsDone
    self.textsTotal = textsTotal
    self.tokensDone = tokensDone
    self.fraction = fraction
  }
}
