internal import Foundation
package import SystemPackage
internal import TrefoilFiles

/// The fp32 tensors of a safetensors file, read by a dozen lines that share nothing with the
/// library's own reader.
package struct FloatTensors: Sendable {
  private var tensors: [String: (shape: [Int], values: [Float])] = [:]

  /// Reads a whole file.
  package init(path: FilePath) throws {
    struct Entry: Decodable {
      let dtype: String
      let shape: [Int]
      let data_offsets: [Int]
    }
    struct Unreadable: Error {}
    let data = try Data(contentsOf: URL(fileURLWithPath: path.string))
    let length = (0..<8).reduce(0) { $0 | Int(data[$1]) << (8 * $1) }
    var header =
      try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any] ?? [:]
    header["__metadata__"] = nil
    for (name, value) in header {
      let json = try JSONSerialization.data(withJSONObject: value)
      let entry = try JSONDecoder().decode(Entry.self, from: json)
      guard entry.dtype == "F32" else { throw Unreadable() }
      let start = 8 + length + entry.data_offsets[0]
      let bytes = [UInt8](data[start..<8 + length + entry.data_offsets[1]])
      let values = (0..<bytes.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: bytes[4 * $0..<4 * $0 + 4]))
      }
      tensors[name] = (entry.shape, values)
    }
  }

  /// The names of all tensors.
  package var names: [String] { tensors.keys.sorted() }

  /// A tensor's shape, or nil if there is none of that name.
  package func shape(_ name: String) -> [Int]? { tensors[name]?.shape }

  /// A tensor's values in row-major order, or nil if there is none of that name.
  package func values(_ name: String) -> [Float]? { tensors[name]?.values }

  /// A matrix's row, or nil if there is none.
  package func row(_ index: Int, of name: String) -> [Float]? {
    guard let (shape, values) = tensors[name], shape.count == 2, index < shape[0] else {
      return nil
    }
    return Array(values[index * shape[1]..<(index + 1) * shape[1]])
  }
}

/// The largest absolute difference, or infinity if the counts differ.
package func largestDifference(_ one: [Float], _ other: [Float]) -> Float {
  guard one.count == other.count else { return .infinity }
  return zip(one, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

/// The cosine of two vectors, in Double.
package func cosine(_ one: [Float], _ other: [Float]) -> Double {
  func product(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  return product(one, other) / (product(one, one) * product(other, other)).squareRoot()
}
