/// A measure of how good a ranking is, in `0...1`, more is better.
public struct Measure: Hashable, Sendable {
  /// What is measured.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Normalized discounted cumulative gain; trec_eval's `ndcg` and `ndcg_cut`.
    case ndcg
    /// The reciprocal rank of the first relevant passage; trec_eval's `recip_rank`, cut.
    case mrr
    /// Average precision; trec_eval's `map` and `map_cut`.
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
  /// How many of the best passages count, at least 1; `wholeRanking` for all.
  public let cutoff: Int
  /// The least grade of a relevant passage, at least 1; trec_eval's `-l`.
  ///
  /// It is 1 for `ndcg`, whose gains are the grades.
  public let level: Int

  /// The cutoff that leaves nothing out.
  public static let wholeRanking = Int.max

  /// Names a measure.
  public init(_ kind: Kind, at cutoff: Int = wholeRanking, level: Int = 1) {
    precondition(cutoff >= 1, "cutoff is \(cutoff)")
    precondition(level >= 1, "relevance level is \(level)")
    self.kind = kind
    self.cutoff = cutoff
    self.level = kind == .ndcg ? 1 : level
  }

  /// The measure with another relevance level.
  public func at(level: Int) -> Measure { Measure(kind, at: cutoff, level: level) }
}

extension Measure: CustomStringConvertible {
  /// The name by which reports call it, such as `ndcg@10` or `map(rel=2)@100`.
  public var description: String {
    kind.rawValue + (level > 1 ? "(rel=\(level))" : "")
      + (cutoff == Self.wholeRanking ? "" : "@\(cutoff)")
  }
}

extension Measure: Codable {
  private enum CodingKeys: String, CodingKey {
    case kind, cutoff, level
  }

  /// Reads a measure; a cutoff or a level below 1 is an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let cutoff = try container.decode(Int.self, forKey: .cutoff)
    let level = try container.decodeIfPresent(Int.self, forKey: .level) ?? 1
    guard cutoff >= 1, level >= 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .cutoff, in: container,
        debugDescription: "the cutoff is \(cutoff), the level \(level)")
    }
    self.init(try container.decode(Kind.self, forKey: .kind), at: cutoff, level: level)
  }
}
