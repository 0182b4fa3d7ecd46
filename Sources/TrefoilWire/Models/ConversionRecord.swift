package import Trefoil

/// A model that was converted.
package struct ConversionRecord: Codable, Equatable, Sendable {
  /// The directory of the model as it was.
  package let model: String
  /// The directory that was made.
  package let output: String
  /// The precision for which the weights are packed; left out for plain fp16.
  package let precision: String?
  /// The number of tensors.
  package let tensors: Int
  /// The size of the file of weights in bytes.
  package let bytes: Int

  /// Says what was made.
  package init(model: String, output: String, precision: Precision?, tensors: Int, bytes: Int) {
    self.model = model
    self.output = output
    self.precision = precision?.rawValue
    self.tensors = tensors
    self.bytes = bytes
  }
}
