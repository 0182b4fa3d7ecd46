/// Makes a ZIP archive whose entries are stored as they are, each from a multiple of 64 on.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4. Sizes are below 4 GiB.
struct ZipWriter {
  private var archive: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// The first byte of an entry's content lies at a multiple of this, as torch has it.
  private static let alignment = 64
  /// The field that holds the padding: its identifier is torch's, its length follows.
  private static let padding: [UInt8] = Array("FB".utf8)

  /// Adds an entry.
  mutating func append(_ name: String, _ content: [UInt8]) {
    let name = Array(name.utf8)
    let place = archive.count
    precondition(place + content.count < 1 << 31, "\(content.count) bytes in an archive of heads")
    // Version 2.0, no flags, stored, the first day of the calendar of DOS.
    var common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
    common += little(Int(CRC32.of(content)), 4)
    common += little(content.count, 4) + little(content.count, 4) + little(name.count, 2)
    let unpadded = place + 30 + name.count + 4
    let padding = (Self.alignment - unpadded % Self.alignment) % Self.alignment
    archive += little(0x0403_4b50, 4) + common + little(padding + 4, 2) + name
    archive += Self.padding + little(padding, 2) + [UInt8](repeating: 0, count: padding)
    archive += content
    directory += little(0x0201_4b50, 4) + little(20, 2) + common
    // No extra field, no comment, the first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 12) + little(place, 4) + name
    count += 1
  }

  /// The whole archive.
  func finished() -> [UInt8] {
    let end =
      little(0x0605_4b50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
      + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
    return archive + directory + end
  }

  private func little(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}

/// The checksum of ZIP archives; torch compares it when it reads.
private enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in value >> 1 ^ (value & 1 == 1 ? 0xedb8_8320 : 0) }
  }

  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { value, byte in
      table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8
    }
  }
}
