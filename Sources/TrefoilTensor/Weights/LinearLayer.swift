/// A linear layer: y = x · weightᵀ + bias.
public struct LinearLayer: Sendable {
  /// Shape `[out, depth]`.
  public let weight: PackedWeight
  /// Shape `[out]`, padded with zeros to whole panels.
  let bias: [Float]

  /// Puts a layer together; `bias` has one number an output.
  public init(weight: PackedWeight, bias: [Float]) {
    precondition(bias.count == weight.out, "\(bias.count) biases for \(weight.out) outputs")
    self.weight = weight
    let padding = weight.panelCount * PackedWeight.columns - bias.count
    self.bias = bias + [Float](repeating: 0, count: padding)
  }

  /// The outputs.
  public var out: Int { weight.out }
}
