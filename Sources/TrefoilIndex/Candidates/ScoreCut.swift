internal import Synchronization

/// The score that a row must reach to be among the best, as far as several threads know it.
final class ScoreCut: Sendable {
  /// The bits of a score that is not below zero, which rise with it.
  private let bits: Atomic<UInt32>

  /// Begins where every row must reach a score, zero or above.
  init(_ floor: Float) {
    bits = Atomic(floor.bitPattern)
  }

  /// Raises it: there are rows enough with this score or a better one.
  func raise(to score: Float) {
    bits.max(score.bitPattern, ordering: .relaxed)
  }

  /// What a score must be above; a row that reaches the cut may still be a lower row than those
  /// that have.
  var below: Float {
    let score = Float(bitPattern: bits.load(ordering: .relaxed))
    return score > 0 ? score.nextDown : 0
  }

  /// A cut that sums in any order, of `terms` rounded products, are above if the sum in the query's
  /// order is above `cut`.
  ///
  /// Each of two orders of n additions of numbers above zero is off by at most (n - 1) · 2^-24 of
  /// the sum (Higham, “Accuracy and Stability of Numerical Algorithms”, section 4.2); four times
  /// that is room for the roundings here.
  static func lowered(_ cut: Float, terms: Int) -> Float {
    max(0, cut * (1 - Float(terms + 2) * 0x1p-22))
  }
}
