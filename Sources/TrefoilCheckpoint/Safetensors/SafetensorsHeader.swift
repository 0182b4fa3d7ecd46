package import TrefoilFiles
internal import TrefoilFormats

/// The beginning of a safetensors file: its header's length, then the header, which names the tensors
/// by the alphabet, for tensors that lie end to end in the order given.
package struct SafetensorsHeader {
  /// A tensor that the file will hold.
  package struct Entry {
    /// What the file calls it.
    package let name: String
    /// The numbers' type.
    package let type: NumberType
    /// The number of entries along each axis, outermost first.
    package let shape: [Int]
    /// The bytes of all numbers.
    package let byteCount: Int

    /// Describes a tensor.
    package init(name: String, type: NumberType, shape: [Int], byteCount: Int) {
      self.name = name
      self.type = type
      self.shape = shape
      self.byteCount = byteCount
    }
  }

  /// The first tensor begins at a multiple of this, a cache line.
  private static let alignment = 64

  /// The beginning's bytes, a multiple of 64.
  package let bytes: [UInt8]

  /// Makes the beginning; the same entries and metadata give the same bytes.
  package init(_ entries: [Entry], metadata: [String: String]) {
    var json = JSONText()
    json.object { json in
      json.key("__metadata__")
      json.object { json in
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { json.member(key, value) }
      }
      var start = 0
      let placed = entries.map { entry in
        defer { start += entry.byteCount }
        return (entry: entry, start: start)
      }
      for (entry, start) in placed.sorted(by: { $0.entry.name < $1.entry.name }) {
        json.key(entry.name)
        json.object { $0.tensor(entry, from: start) }
      }
    }
    let size = 8 + json.bytes.count
    let padding = (Self.alignment - size % Self.alignment) % Self.alignment
    var bytes: [UInt8] = []
    Int64(json.bytes.count + padding).appendLittleEndian(to: &bytes)
    self.bytes = bytes + json.bytes + repeatElement(UInt8(ascii: " "), count: padding)
  }
}

extension JSONText {
  fileprivate mutating func tensor(_ entry: SafetensorsHeader.Entry, from start: Int) {
    member("dtype", entry.type.rawValue)
    key("shape")
    array { json in entry.shape.forEach { json.number($0) } }
    key("data_offsets")
    array { json in
      json.number(start)
      json.number(start + entry.byteCount)
    }
  }
}
