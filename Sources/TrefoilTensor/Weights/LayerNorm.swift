/// A layer normalization's learned part, shape `[columns]` each.
public struct LayerNorm: Sendable {
  let scale: [Float]
  let shift: [Float]
  let epsilon: Float

  /// Takes the parameters as they are; both have one number a column.
  public init(scale: [Float], shift: [Float], epsilon: Float) {
    precondition(scale.count == shift.count, "\(scale.count) scales for \(shift.count) shifts")
    self.scale = scale
    self.shift = shift
    self.epsilon = epsilon
  }
}
