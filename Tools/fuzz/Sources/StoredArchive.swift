import TrefoilFiles

/// A ZIP archive whose entries are stored as they are.
struct StoredArchive {
  private var content: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// What `torch.save` makes of a pickle and one storage of 64 zeros.
  static func torch(pickle: [UInt8]) -> [UInt8] {
    var archive = StoredArchive()
    archive.append(pickle, named: "archive/data.pkl")
    archive.append([UInt8](repeating: 0, count: 64), named: "archive/data/0")
    return archive.bytes
  }

  private mutating func append(_ bytes: [UInt8], named name: String) {
    let place = UInt32(content.count)
    content += header(0x0403_4b50, bytes, name) + Array(name.utf8) + bytes
    directory += header(0x0201_4b50, bytes, name)
    // No comment, first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    place.appendLittleEndian(to: &directory)
    directory += Array(name.utf8)
    count += 1
  }

  /// What both headers have; the directory's has the version that wrote it in front.
  private func header(_ mark: UInt32, _ bytes: [UInt8], _ name: String) -> [UInt8] {
    var header: [UInt8] = []
    mark.appendLittleEndian(to: &header)
    // Versions, flags, method, time, date, checksum: nothing that a reader asks for.
    header += [UInt8](repeating: 0, count: mark == 0x0201_4b50 ? 16 : 14)
    for size in [UInt32(bytes.count), UInt32(bytes.count)] { size.appendLittleEndian(to: &header) }
    UInt16(name.utf8.count).appendLittleEndian(to: &header)
    UInt16(0).appendLittleEndian(to: &header)
    return header
  }

  private var bytes: [UInt8] {
    var bytes = content + directory
    UInt32(0x0605_4b50).appendLittleEndian(to: &bytes)
    bytes += [0, 0, 0, 0]
    for number in [count, count] { number.appendLittleEndian(to: &bytes) }
    for size in [directory.count, content.count] { UInt32(size).appendLittleEndian(to: &bytes) }
    return bytes + [0, 0]
  }
}
