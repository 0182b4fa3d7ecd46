/// A measure of how good a ranking is, in `0...1`, more is better.
public struct Measure: Hashable, Sendable {
  /// What is measured.
  public enum Kind: String, CaseIterable, Sendable {
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
