/// A measure of how good a ranking is, in `0...1`, more is better.
public struct Measure: Hashable, Sendable {
  /// What is measured.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Normalized discounted cumulative gain; trec_eval's `ndcg_cut`.
    case ndcg
    /// The reciprocal rank of the first relevant passage; trec_eval's `recip_rank`, cut.
    case mrr
    /// Average precision; trec_eval's `map_cut`.
    case map
    /// The share of the relevant passages that was found; trec_eval's `recall`.
    case recall
    /// The share of the found passages that is relevant; trec_eval's `P`.
    case precision
    /// Whether a relevant passage was found; trec_eval's `success`.
    case hit
  }

  /// What is measured.
  public let kind: Kind
  /// How many of the best passages count, at least 1.
  public let cutoff: Int

  /// Names a measure.
  public init(_ kind: Kind, at cutoff: Int) {
    precondition(cutoff >= 1, "cutoff is \(cutoff)")
    self.kind = kind
    self.cutoff = cutoff
  }
}

extension Measure: CustomStringConvertible {
  /// The name by which reports call it, such as `ndcg@10`.
  public var description: String { "\(kind.rawValue)@\(cutoff)" }
}

extension Measure: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, cutoff
  }

  /// Reads a measure; a cutoff below 1 is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let cutoff = try container.decode(Int.self, forKey: .cutoff)
    guard cutoff >= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .cutoff, in: container, debugDescription: "the cutoff is \(cutoff)")
    }
    self.init(try container.decode(Kind.self, forKey: .kind), at: cutoff)
  }
}
