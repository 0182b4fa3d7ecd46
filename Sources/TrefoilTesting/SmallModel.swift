internal import Foundation

/// A model of two layers with seeded numbers, in a directory as models are published.
package struct SmallModel {
  /// How the file of weights holds its numbers.
  package enum Format: String, CaseIterable {
    /// IEEE half precision.
    case half = "F16"
    /// bfloat16.
    case brain = "BF16"
    /// IEEE single precision.
    case single = "F32"

    /// A number that all three hold exactly, little-endian.
    package func bytes(of value: Float) -> [UInt8] {
      let bits = value.bitPattern
      switch self {
      case .single: return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
      case .brain: return [UInt8(truncatingIfNeeded: bits >> 16), UInt8(bits >> 24)]
      case .half:
        guard value != 0 else { return [0, 0] }
        let half = (bits >> 16 & 0x8000) | (((bits & 0x7fff_ffff) >> 13) - (112 << 10))
        return [UInt8(truncatingIfNeeded: half), UInt8(truncatingIfNeeded: half >> 8)]
      }
    }
  }

  /// How the file holds its numbers.
  package let format: Format
  /// The tensors in the order of the file.
  package private(set) var tensors: [(name: String, shape: [Int], values: [Float])] = []

  /// Makes a model whose backbone has names with `prefix`.
  package init(format: Format, prefix: String = "", heads: Bool = true) {
    self.format = format
    var shapes: [(String, [Int])] = [
      ("embeddings.word_embeddings.weight", [16, 8]),
      ("embeddings.position_embeddings.weight", [34, 8]),
      ("embeddings.token_type_embeddings.weight", [1, 8]),
      ("embeddings.LayerNorm.weight", [8]), ("embeddings.LayerNorm.bias", [8]),
    ]
    for layer in 0..<2 {
      for (part, shape) in [
        ("attention.self.query", [8, 8]), ("attention.self.key", [8, 8]),
        ("attention.self.value", [8, 8]), ("attention.output.dense", [8, 8]),
        ("attention.output.LayerNorm", [8]), ("intermediate.dense", [16, 8]),
        ("output.dense", [8, 16]), ("output.LayerNorm", [8]),
      ] {
        shapes.append(("encoder.layer.\(layer).\(part).weight", shape))
        shapes.append(("encoder.layer.\(layer).\(part).bias", [shape[0]]))
      }
    }
    shapes = shapes.map { (prefix + $0.0, $0.1) }
    if heads {
      shapes += [
        ("sparse_linear.weight", [1, 8]), ("sparse_linear.bias", [1]),
        ("colbert_linear.weight", [4, 8]), ("colbert_linear.bias", [4]),
      ]
    }
    var random = SeededNumbers(seed: 61)
    for (name, shape) in shapes {
      // Seven bits and a small exponent: every format holds them.
      let values = (0..<shape.reduce(1, *)).map { _ in
        Float(random.next(below: 255) - 127) / 64
      }
      tensors.append((name, shape, values))
    }
  }

  /// The values of a tensor, or nil if there is none of this name.
  package func values(_ name: String) -> [Float]? {
    tensors.first { $0.name == name }?.values
  }

  /// Puts one number in place of another.
  package mutating func set(_ value: Float, at place: Int, of name: String) {
    for index in tensors.indices where tensors[index].name == name {
      tensors[index].values[place] = value
    }
  }

  /// Gives the tensors other names.
  package mutating func rename(_ change: (String) -> String) {
    for index in tensors.indices { tensors[index].name = change(tensors[index].name) }
  }

  /// Takes a tensor away.
  package mutating func remove(_ name: String) {
    tensors.removeAll { $0.name == name }
  }

  /// The weights as a safetensors file.
  package var safetensors: [UInt8] {
    var entries: [String] = []
    var data: [UInt8] = []
    for (name, shape, values) in tensors {
      let start = data.count
      for value in values { data += format.bytes(of: value) }
      let offsets = "\"data_offsets\":[\(start),\(data.count)]"
      entries.append("\"\(name)\":{\"dtype\":\"\(format.rawValue)\",\"shape\":\(shape),\(offsets)}")
    }
    let header = Array("{\(entries.joined(separator: ","))}".utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) } + header + data
  }

  /// Writes the whole model into a directory.
  package func write(to directory: TemporaryDirectory) throws {
    try directory.write(configurationJSON(["dtype": "float32"]), to: "config.json")
    try directory.write(safetensors, to: "model.safetensors")
    try directory.write("no real model".utf8, to: "sentencepiece.bpe.model")
  }
}
