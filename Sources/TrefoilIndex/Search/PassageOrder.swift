public import Trefoil

/// Puts passages in the order of trec_eval: by falling score as a 32-bit float, and equal scores by
/// falling id, compared byte by byte.
public struct PassageOrder: Sendable {
  /// The passages' ids, in the order of the collection.
  package let ids: [Identifier]
  /// Each passage's place among all by rising id.
  private let ranks: [UInt32]
  /// The passage of each such place.
  private let passages: [Int]

  /// Prepares the order of a collection's passages.
  public init(_ passages: [Document]) {
    ids = passages.map(\.id)
    let bytes = ids.map { Array($0.text.utf8) }
    let order = ids.indices.sorted { bytes[$0].lexicographicallyPrecedes(bytes[$1]) }
    var ranks = [UInt32](repeating: 0, count: ids.count)
    for (rank, passage) in order.enumerated() { ranks[passage] = UInt32(rank) }
    self.ranks = ranks
    self.passages = order
  }

  /// The best passages.
  ///
  /// - Parameters:
  ///   - scores: of every passage; one that is not a number is left out.
  ///   - candidates: the places of the passages that count; nil for all.
  ///   - depth: how many are kept.
  ///   - excluded: the id of a passage that is left out.
  /// - Returns: places among the passages with their scores, best first.
  public func best(
    _ scores: [Float], among candidates: [Int]? = nil, depth: Int,
    without excluded: Identifier? = nil
  ) -> [(passage: Int, score: Float)] {
    precondition(scores.count == ids.count, "\(scores.count) scores of \(ids.count) passages")
    // Score and id in one number, whose order is theirs.
    var keys: [UInt64] = []
    keys.reserveCapacity(candidates?.count ?? scores.count)
    func add(_ passage: Int) {
      let score = scores[passage]
      guard !score.isNaN else { return }
      keys.append(UInt64(Self.ordered(score)) << 32 | UInt64(ranks[passage]))
    }
    if let candidates { candidates.forEach(add) } else { scores.indices.forEach(add) }
    keys.sort(by: >)
    let best = keys.lazy.map { passages[Int($0 & 0xFFFF_FFFF)] }
      .filter { excluded == nil || ids[$0] != excluded }
    return best.prefix(max(0, depth)).map { ($0, scores[$0]) }
  }

  /// A number that rises with the score; zero has no sign.
  private static func ordered(_ score: Float) -> UInt32 {
    let bits = (score + 0).bitPattern
    return bits >> 31 == 1 ? ~bits : bits | 1 << 31
  }
}
