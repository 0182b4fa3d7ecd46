internal import SystemPackage
internal import TrefoilFiles

/// What stands behind an instruction.
extension Unpickler {
  mutating func byte() throws(CheckpointError) -> UInt8 {
    guard place < bytes.count else { throw malformed("its pickle breaks off") }
    defer { place += 1 }
    return bytes[place]
  }

  /// A little-endian number of `size` bytes, at most 4.
  mutating func unsigned(_ size: Int) throws(CheckpointError) -> Int {
    Int(littleEndian: try bytes(size))
  }

  /// A little-endian number of `size` bytes in two's complement.
  mutating func signed(_ size: Int) throws(CheckpointError) -> Int {
    guard size <= 8 else { throw malformed("its pickle holds a number of \(size) bytes") }
    guard size > 0 else { return 0 }
    let value = UInt64(littleEndian: try bytes(size))
    let unused = 64 - 8 * size
    return Int(Int64(bitPattern: value << unused) >> unused)
  }

  private mutating func bytes(_ count: Int) throws(CheckpointError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - place else { throw malformed("its pickle breaks off") }
    defer { place += count }
    return bytes[place..<place + count]
  }

  mutating func text(_ count: Int) throws(CheckpointError) -> String {
    guard let text = String(validating: try bytes(count), as: UTF8.self) else {
      throw malformed("its pickle holds a name that is not UTF-8")
    }
    return text
  }

  mutating func line() throws(CheckpointError) -> String {
    guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")) else {
      throw malformed("its pickle breaks off")
    }
    defer { place = end + 1 }
    guard let line = String(validating: bytes[place..<end], as: UTF8.self) else {
      throw malformed("its pickle holds a name that is not UTF-8")
    }
    return line
  }

  mutating func global() throws(CheckpointError) -> TorchGlobal {
    let name = try line() + "." + line()
    guard let global = TorchGlobal(rawValue: name) else {
      throw .foreignClass(name: name, file: file)
    }
    return global
  }

  mutating func protocolVersion() throws(CheckpointError) {
    let version = try byte()
    guard version == 2 else {
      throw .unsupported(
        file: file,
        reason: "its pickle has protocol \(version); save it again with torch's own, which is 2")
    }
  }

  func malformed(_ reason: String) -> CheckpointError {
    .malformed(file: file, reason: reason)
  }
}
