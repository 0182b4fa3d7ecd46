internal import SystemPackage
internal import TrefoilFiles
public import TrefoilTensor

/// What a checkpoint's weights are packed for: its products lie in the file as they are used.
public struct Packing: Equatable, Sendable {
  /// The one precision in which it runs.
  public let precision: Precision
  /// The version of the panels' layout.
  public let layout: Int

  /// The keys under which a file says it.
  private enum Key {
    static let precision = "trefoil.precision"
    static let layout = "trefoil.layout"
  }

  /// The packing for a precision as this version writes it.
  package init(_ precision: Precision) {
    self.precision = precision
    layout = PackedWeight.layout
  }

  /// Reads what a file's metadata says; nil for a plain checkpoint.
  ///
  /// - Throws: `CheckpointError` for a packing that this version does not read.
  init?(
    _ metadata: [String: String], of tensors: [String: StoredTensor]
  ) throws(CheckpointError) {
    let sample = tensors.min { $0.key < $1.key }
    guard let precision = metadata[Key.precision], let layout = metadata[Key.layout] else {
      let panels = tensors.filter { $0.key.hasSuffix(packedName(.panels, of: ".weight")) }
      guard let (name, tensor) = panels.min(by: { $0.key < $1.key }) else { return nil }
      throw .malformed(
        file: tensor.file.path,
        reason: "it holds the packed “\(name)”, but does not say for which precision and layout")
    }
    guard let file = sample?.value.file.path else { return nil }
    guard layout == "\(PackedWeight.layout)" else {
      throw .unsupported(
        file: file,
        reason: "its weights are packed in the layout “\(layout)”, and this version reads"
          + " \(PackedWeight.layout); convert the model's original with this version")
    }
    guard let known = Precision(rawValue: precision) else {
      throw .unsupported(
        file: file,
        reason: "its weights are packed for the precision “\(precision)”, and this version knows"
          + " exact, balanced and fast; convert the model's original with this version")
    }
    self.precision = known
    self.layout = PackedWeight.layout
  }

  /// What a file's metadata says.
  package var metadata: [String: String] {
    [Key.precision: precision.rawValue, Key.layout: "\(layout)"]
  }
}

/// The name under which a file holds a part of a packed weight.
package func packedName(_ part: PackedWeight.Part, of weight: String) -> String {
  weight + "." + part.rawValue
}
