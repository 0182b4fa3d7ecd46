internal import Trefoil

extension EncodeProgress {
  /// The share of an input that is done, within a chunk that takes it from one share to another; nil
  /// if the whole is not known.
  func fraction(from before: Double?, to after: Double?) -> Double? {
    guard let before, let after else { return nil }
    return before + (after - before) * fraction
  }
}
