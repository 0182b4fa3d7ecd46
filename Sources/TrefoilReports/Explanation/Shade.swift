/// How much of a score a word carries, in steps that an eye can tell apart.
package enum Shade {
  /// The strongest step.
  package static let strongest = 5

  /// The step of a part beside the largest one: 0 for what is not above zero, else 1 or more.
  package static func level(_ part: Float, largest: Float) -> Int {
    guard part > 0 && part <= largest else { return 0 }
    return max(1, min(strongest, Int((part / largest * Float(strongest)).rounded(.up))))
  }
}
