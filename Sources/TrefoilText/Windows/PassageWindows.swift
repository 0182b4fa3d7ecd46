/// How a passage that is longer than a window is read: cut into windows that overlap.
public struct PassageWindows: Equatable, Sendable {
  /// What becomes of the windows' embeddings.
  public enum Pooling: String, CaseIterable, Codable, Sendable {
    /// Each window stays; each of the three scores is the largest over the windows.
    case max
    /// The windows become one: token vectors end to end, each token's largest lexical weight, and
    /// the mean of the dense vectors, weighted by tokens and of length 1 again.
    case late
  }

  /// The most tokens of a window; `<s>`, `</s>`, the model's instruction and the title count.
  public let length: Int
  /// The tokens that two neighbours share, below half of `length`.
  public let overlap: Int
  /// What becomes of the windows' embeddings.
  public let pooling: Pooling

  /// The fewest tokens of a window: below, little is left beside what stands in each.
  public static let shortest = 16

  /// Describes windows.
  ///
  /// - Throws: `WindowError` for a length below ``shortest``, or an overlap that is negative or
  ///   takes half a window or more.
  public init(length: Int, overlap: Int, pooling: Pooling) throws(WindowError) {
    guard length >= Self.shortest else {
      throw .tooShort(length: length, shortest: Self.shortest)
    }
    guard overlap >= 0 && overlap <= (length - 1) / 2 else {
      throw .overlapOutOfRange(overlap: overlap, length: length)
    }
    self.length = length
    self.overlap = overlap
    self.pooling = pooling
  }
}

extension PassageWindows: CustomStringConvertible {
  /// The windows in words, for reports.
  public var description: String {
    "\(length) tokens, \(overlap) shared, \(pooling.rawValue)"
  }
}
