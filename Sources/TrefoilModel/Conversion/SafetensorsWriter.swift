internal import SystemPackage
internal import TrefoilTensor

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes tensors to a safetensors file, one at a time and without a gap.
struct SafetensorsWriter {
  /// A tensor that the file will hold.
  struct Entry {
    let name: String
    /// The numbers' type, by the format's name for it.
    var type = "F16"
    let shape: [Int]
    /// The bytes of all numbers.
    let byteCount: Int
  }

  private struct HeaderEntry: Encodable {
    let dtype: String
    let shape: [Int]
    let dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  private struct Header: Encodable {
    let entries: [Entry]
    let metadata: [String: String]

    func encode(to encoder: any Swift.Encoder) throws {
      var container = encoder.container(keyedBy: TensorName.self)
      // transformers asks for the framework that wrote the file, and means the layout by it.
      try container.encode(
        metadata.merging(["format": "pt"]) { $1 }, forKey: .metadata)
      var start = 0
      for entry in entries {
        let end = start + entry.byteCount
        try container.encode(
          HeaderEntry(dtype: entry.type, shape: entry.shape, dataOffsets: [start, end]),
          forKey: TensorName(stringValue: entry.name))
        start = end
      }
    }
  }

  /// The first tensor begins at a multiple of this, a cache line.
  private static let alignment = 64

  /// Writes a whole file; `write` writes each entry's bytes, in the order of the entries.
  static func write(
    _ entries: [Entry], metadata: [String: String], to path: FilePath,
    write: (Entry, FileDescriptor) throws -> Void
  ) throws {
    let encoder = JSONEncoder()
    // Sorted, so that the same model gives the same bytes every time.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var header = Array(try encoder.encode(Header(entries: entries, metadata: metadata)))
    let excess = (8 + header.count) % alignment
    if excess > 0 {
      header += [UInt8](repeating: UInt8(ascii: " "), count: alignment - excess)
    }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    try file.closeAfter {
      _ = try file.writeAll(length + header)
      for entry in entries { try write(entry, file) }
      try file.synchronize()
    }
  }
}
