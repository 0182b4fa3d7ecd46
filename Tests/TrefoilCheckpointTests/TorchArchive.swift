import Foundation

/// Builds what `torch.save` writes, byte by byte, so that a test can write what torch never would.
struct TorchArchive {
  /// The entries in their order.
  var entries: [(name: String, bytes: [UInt8])] = []
  /// The compression method that every entry claims.
  var method: UInt16 = 0

  /// A ZIP archive of the entries.
  var bytes: [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in entries {
      let name = Array(name.utf8)
      let place = archive.count
      let sizes = little(content.count, 4) + little(content.count, 4)
      let common =
        little(0, 2) + little(Int(method), 2) + little(0, 4) + little(0, 4) + sizes
        + little(name.count, 2)
      // Torch puts padding into the local header alone, so that numbers begin at multiples of 64.
      let padding = (64 - (place + 30 + name.count + 4) % 64) % 64
      archive += [0x50, 0x4b, 3, 4] + little(20, 2) + common + little(padding + 4, 2) + name
      archive += [0x46, 0x42] + little(padding, 2) + [UInt8](repeating: 0x5a, count: padding)
      archive += content
      directory += [0x50, 0x4b, 1, 2] + little(20, 2) + little(20, 2) + common + little(0, 2)
      directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(place, 4)
      directory += name
    }
    let start = archive.count
    archive += directory
    archive += [0x50, 0x4b, 5, 6] + little(0, 4) + little(entries.count, 2)
    archive += little(entries.count, 2) + little(directory.count, 4) + little(start, 4)
    return archive + little(0, 2)
  }

  private func little(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// Builds a pickle instruction by instruction.
struct PickleBuilder {
  var bytes: [UInt8] = [0x80, 2]

  mutating func raw(_ more: UInt8...) { bytes += more }

  mutating func global(_ module: String, _ name: String) {
    bytes += Array("c\(module)\n\(name)\n".utf8)
  }

  mutating func string(_ text: String) {
    let utf8 = Array(text.utf8)
    bytes += [UInt8(ascii: "X")] + (0..<4).map { UInt8(truncatingIfNeeded: utf8.count >> (8 * $0)) }
    bytes += utf8
  }

  mutating func int(_ value: Int32) {
    bytes += [UInt8(ascii: "J")]
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  mutating func tuple(_ values: [Int32]) {
    raw(UInt8(ascii: "("))
    for value in values { int(value) }
    raw(UInt8(ascii: "t"))
  }

  /// A tensor as torch's `_rebuild_tensor_v2` makes it.
  mutating func tensor(
    storage: String, key: String, count: Int32, offset: Int32 = 0, shape: [Int32],
    strides: [Int32]
  ) {
    global("torch._utils", "_rebuild_tensor_v2")
    raw(UInt8(ascii: "("), UInt8(ascii: "("))
    string("storage")
    global("torch", storage)
    string(key)
    string("cpu")
    int(count)
    raw(UInt8(ascii: "t"), UInt8(ascii: "Q"))
    int(offset)
    tuple(shape)
    tuple(strides)
    raw(0x89)
    global("collections", "OrderedDict")
    raw(UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "t"), UInt8(ascii: "R"))
  }

  /// A pickle of an ordered dictionary whose items `fill` writes.
  static func dictionary(_ fill: (inout PickleBuilder) -> Void) -> [UInt8] {
    var pickle = PickleBuilder()
    pickle.global("collections", "OrderedDict")
    pickle.raw(UInt8(ascii: ")"), UInt8(ascii: "R"), UInt8(ascii: "("))
    fill(&pickle)
    pickle.raw(UInt8(ascii: "u"), UInt8(ascii: "."))
    return pickle.bytes
  }
}
