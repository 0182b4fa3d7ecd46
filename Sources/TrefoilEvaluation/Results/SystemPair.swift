/// Two systems that are compared.
package struct SystemPair: Equatable, Sendable {
  /// The system that is compared with.
  package let baseline: String
  /// The system whose gain it is.
  package let other: String

  /// Names two systems.
  package init(baseline: String, other: String) {
    self.baseline = baseline
    self.other = other
  }
}
