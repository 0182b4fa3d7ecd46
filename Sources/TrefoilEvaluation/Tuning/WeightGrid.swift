public import Trefoil

/// Hybrid weights spread evenly over the simplex: every way to share out a whole in equal steps.
///
/// The three scores differ in how far they spread: cosines of one model may all lie between 0.7 and
/// 0.9 where its lexical scores reach from 0 to 1. A share is therefore a share of influence, and
/// the weight it stands for is the share divided by the score's spread.
public struct WeightGrid: Equatable, Sendable {
  /// How many steps a whole has.
  public let steps: Int
  /// The shares of each point, dense, sparse and colbert; they sum to 1.
  public let shares: [WeightShares]

  /// Makes the grid.
  ///
  /// - Parameters:
  ///   - steps: how many steps a whole has, at least 1: 20 give 231 points over three scores.
  ///   - outputs: the scores that may carry weight, at least one.
  public init(steps: Int, outputs: EmbeddingOutputs = .all) {
    precondition(steps >= 1 && !outputs.isEmpty, "\(steps) steps over [\(outputs)]")
    self.steps = steps
    var shares: [WeightShares] = []
    for dense in 0...steps where dense == 0 || outputs.contains(.dense) {
      for sparse in 0...(steps - dense) where sparse == 0 || outputs.contains(.sparse) {
        let colbert = steps - dense - sparse
        guard colbert == 0 || outputs.contains(.colbert) else { continue }
        shares.append(
          WeightShares(
            dense: Double(dense) / Double(steps), sparse: Double(sparse) / Double(steps),
            colbert: Double(colbert) / Double(steps)))
      }
    }
    self.shares = shares
  }
}
