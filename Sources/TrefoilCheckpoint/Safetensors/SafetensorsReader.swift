internal import SystemPackage
internal import TrefoilFiles
internal import TrefoilFormats

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Reads the table of contents of a safetensors file: eight bytes of length, then JSON, then the
/// tensors' bytes without a gap.
///
/// Source: the format's description in the safetensors project's README.
struct SafetensorsReader {
  /// The format's own bound on its header.
  private static let longestHeader = 100_000_000

  private struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  /// The header's object, whose `__metadata__` is no tensor.
  private struct Header: Decodable {
    let entries: [String: Entry]
    /// Empty where it is not of the form that the format asks for.
    let metadata: [String: String]
    /// The number of different keys, that of the metadata included.
    let keyCount: Int

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: TensorName.self)
      var entries: [String: Entry] = [:]
      for name in container.allKeys where name.stringValue != TensorName.metadata.stringValue {
        entries[name.stringValue] = try container.decode(Entry.self, forKey: name)
      }
      self.entries = entries
      metadata = (try? container.decode([String: String].self, forKey: .metadata)) ?? [:]
      keyCount = container.allKeys.count
    }
  }

  /// What a file holds.
  struct Contents {
    let tensors: [String: StoredTensor]
    /// What its writer says of it.
    var metadata: [String: String] = [:]
  }

  private let file: MappedFile

  /// A file's tensors.
  static func read(_ path: FilePath) throws(CheckpointError) -> [String: StoredTensor] {
    try contents(path).tensors
  }

  static func contents(_ path: FilePath) throws(CheckpointError) -> Contents {
    do {
      let file = try MappedFile(path: path)
      try file.refuseGitPointer()
      return try SafetensorsReader(file: file).contents()
    } catch let error as FileError {
      throw .unreadable(error)
    } catch let error as CheckpointError {
      throw error
    } catch {
      throw .malformed(file: path, reason: "\(error)")
    }
  }

  private func contents() throws(CheckpointError) -> Contents {
    guard file.count >= 8 else {
      throw malformed("it has \(file.count) bytes, and the header's length alone takes 8")
    }
    let length = UInt64(littleEndian: file.bytes(in: 0..<8))
    guard length <= Self.longestHeader, length <= file.count - 8 else {
      throw malformed("its header claims \(length) bytes, but \(file.count - 8) follow")
    }
    let start = 8 + Int(length)
    let text = file.bytes(in: 8..<start)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(text))
    } catch {
      throw malformed("its header is not the JSON that the format asks for")
    }
    // The decoder keeps one of several equal keys, and which one is not said anywhere.
    guard JSONKeys.count(ofObject: text) == header.keyCount else {
      throw malformed("its header names a tensor twice")
    }
    var tensors: [String: StoredTensor] = [:]
    var extents: [(range: Range<Int>, name: String)] = []
    for (name, entry) in header.entries {
      let range = try extent(of: entry, named: name, size: file.count - start)
      extents.append((range, name))
      tensors[name] = StoredTensor(
        typeName: entry.dtype, type: NumberType(rawValue: entry.dtype), shape: entry.shape,
        count: try count(of: entry, named: name, in: range), file: file,
        offset: start + range.lowerBound)
    }
    try checkOverlap(extents)
    return Contents(tensors: tensors, metadata: header.metadata)
  }

  private func extent(
    of entry: Entry, named name: String, size: Int
  ) throws(CheckpointError) -> Range<Int> {
    guard entry.dataOffsets.count == 2, entry.dataOffsets[0] >= 0,
      entry.dataOffsets[0] <= entry.dataOffsets[1]
    else { throw malformed("tensor “\(name)” lies at \(entry.dataOffsets), which is no range") }
    let range = entry.dataOffsets[0]..<entry.dataOffsets[1]
    guard range.upperBound <= size else {
      throw malformed("tensor “\(name)” ends at byte \(range.upperBound) of \(size)")
    }
    return range
  }

  /// The number of a tensor's numbers, which fill its range; zero for a type that is not known.
  private func count(
    of entry: Entry, named name: String, in range: Range<Int>
  ) throws(CheckpointError) -> Int {
    guard let count = numberCount(of: entry.shape) else {
      throw malformed("tensor “\(name)” has the impossible shape \(entry.shape)")
    }
    guard let size = NumberType(rawValue: entry.dtype)?.size else { return 0 }
    guard range.count.isMultiple(of: size), count == range.count / size else {
      throw malformed(
        "tensor “\(name)” of \(count) numbers in \(entry.dtype) has \(range.count) bytes")
    }
    return count
  }

  private func checkOverlap(
    _ extents: [(range: Range<Int>, name: String)]
  ) throws(CheckpointError) {
    let sorted = extents.filter { !$0.range.isEmpty }
      .sorted { ($0.range.lowerBound, $0.name) < ($1.range.lowerBound, $1.name) }
    for (one, other) in zip(sorted, sorted.dropFirst())
    where other.range.lowerBound < one.range.upperBound {
      throw .overlap(tensor: one.name, other: other.name, file: file.path)
    }
  }

  private func malformed(_ reason: String) -> CheckpointError {
    .malformed(file: file.path, reason: reason)
  }
}
