internal import TrefoilCheckpoint
internal import TrefoilFiles
internal import TrefoilTensor

extension Checkpoint {
  /// A product's weight as a packed checkpoint holds it: the panels stay in the file.
  ///
  /// - Throws: `CheckpointError` if a part is missing, has another shape or type, or holds a number
  ///   that it can't.
  func packedWeight(
    _ product: EncoderProduct, _ precision: Precision
  ) throws(CheckpointError) -> PackedWeight {
    var parts: [PackedWeight.Part: StoredTensor] = [:]
    for part in PackedWeight.Part.allCases {
      guard let layout = product.layout(of: part, precision) else { continue }
      let name = packedName(part, of: product.weight)
      let tensor = try stored(name, shape: layout.shape)
      guard tensor.type == layout.type else {
        throw .packedType(
          tensor: name, expected: layout.type.rawValue, found: tensor.typeName,
          file: tensor.file.path)
      }
      parts[part] = tensor
    }
    guard let panels = parts[.panels] else {
      preconditionFailure("a packed weight has panels in every precision")
    }
    do {
      // All parts come from one file, as `stored` finds them in the backbone's.
      return try PackedWeight(
        panels.file, out: product.out, depth: product.depth, precision,
        isSmoothed: product.norm != nil
      ) { parts[$0]?.offset ?? 0 }
    } catch {
      throw .malformed(
        file: panels.file.path,
        reason: "“\(packedName(error.part, of: product.weight))” holds \(error.value) at place"
          + " \(error.index), which it can't")
    }
  }
}

extension EncoderProduct {
  /// A part of the packed weight; nil for one that it does not have.
  func layout(
    of part: PackedWeight.Part, _ precision: Precision
  ) -> PackedWeight.PartLayout? {
    PackedWeight.layout(
      of: part, out: out, depth: depth, precision, isSmoothed: norm != nil)
  }
}
