internal import SystemPackage
internal import TrefoilFiles

/// The table of contents of a ZIP archive whose entries are stored as they are.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 to 4.5. Torch writes no other kind.
struct ZipArchive {
  /// Where each entry's bytes lie in the file, by its name.
  let entries: [String: Range<Int>]
  let file: MappedFile

  /// Whether a file begins as archives do.
  static func isArchive(_ file: MappedFile) -> Bool {
    file.count >= 4 && file.bytes(in: 0..<4) == [0x50, 0x4b, 0x03, 0x04]
  }

  /// Reads the table of contents.
  ///
  /// - Parameters: `whyNoneIsCompressed` is what an error says of a compressed entry.
  init(
    _ file: MappedFile, whyNoneIsCompressed: String = "as torch never writes it"
  ) throws(CheckpointError) {
    self.file = file
    let bytes = LittleEndianBytes(file: file)
    let directory = try Self.directory(bytes)
    var entries: [String: Range<Int>] = [:]
    var place = directory.start
    for _ in 0..<directory.count {
      let header = try CentralHeader(bytes, at: place, limit: directory.end)
      guard
        entries.updateValue(try header.content(bytes, whyNoneIsCompressed), forKey: header.name)
          == nil
      else {
        throw .malformed(file: file.path, reason: "two entries are named “\(header.name)”")
      }
      place = header.end
    }
    self.entries = entries
  }

  /// Where the central directory lies and how many entries it has.
  private static func directory(
    _ bytes: LittleEndianBytes
  ) throws(CheckpointError) -> (start: Int, end: Int, count: Int) {
    // The record stands at the end, before a comment of at most 65,535 bytes.
    let fixed = 22
    var place = bytes.count - fixed
    let first = max(0, place - 65_535)
    while place >= first, try bytes.number(4, at: place) != 0x0605_4b50 { place -= 1 }
    guard place >= first else { throw bytes.malformed("it has no ZIP directory at its end") }
    var count = try bytes.number(2, at: place + 10)
    var size = try bytes.number(4, at: place + 12)
    var start = try bytes.number(4, at: place + 16)
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
      guard place >= 20, try bytes.number(4, at: place - 20) == 0x0706_4b50 else {
        throw bytes.malformed("it has no ZIP64 locator where one is needed")
      }
      let record = try bytes.number(8, at: place - 12)
      guard try bytes.number(4, at: record) == 0x0606_4b50 else {
        throw bytes.malformed("it has no ZIP64 record where one is needed")
      }
      count = try bytes.number(8, at: record + 32)
      size = try bytes.number(8, at: record + 40)
      start = try bytes.number(8, at: record + 48)
    }
    guard start <= bytes.count && size <= bytes.count - start else {
      throw bytes.malformed("its ZIP directory lies outside of it")
    }
    return (start, start + size, count)
  }
}

/// One entry's header in the central directory.
private struct CentralHeader {
  let name: String
  let end: Int
  private let method: Int
  private let flags: Int
  private let size: Int
  private let localHeader: Int

  init(_ bytes: LittleEndianBytes, at place: Int, limit: Int) throws(CheckpointError) {
    guard place <= limit - 46, try bytes.number(4, at: place) == 0x0201_4b50 else {
      throw bytes.malformed("its ZIP directory breaks off at byte \(place)")
    }
    flags = try bytes.number(2, at: place + 8)
    method = try bytes.number(2, at: place + 10)
    let nameLength = try bytes.number(2, at: place + 28)
    let extraLength = try bytes.number(2, at: place + 30)
    let commentLength = try bytes.number(2, at: place + 32)
    let extra = place + 46 + nameLength
    end = extra + extraLength + commentLength
    guard end <= limit else {
      throw bytes.malformed("its ZIP directory breaks off at byte \(place)")
    }
    name = try bytes.text(place + 46..<extra)
    var sizes = [
      try bytes.number(4, at: place + 24), try bytes.number(4, at: place + 20),
      try bytes.number(4, at: place + 42),
    ]
    try Self.widen(&sizes, bytes, extra..<extra + extraLength)
    guard sizes[0] == sizes[1] || method != 0 else {
      throw bytes.malformed("entry “\(name)” is stored in another size than its own")
    }
    size = sizes[0]
    localHeader = sizes[2]
  }

  /// Replaces what does not fit 32 bits by its value in the ZIP64 field, in that field's order.
  private static func widen(
    _ sizes: inout [Int], _ bytes: LittleEndianBytes, _ extra: Range<Int>
  ) throws(CheckpointError) {
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let (kind, length) = (try bytes.number(2, at: place), try bytes.number(2, at: place + 2))
      var value = place + 4
      place = value + length
      guard kind == 1, place <= extra.upperBound else { continue }
      for index in sizes.indices where sizes[index] == 0xffff_ffff && value + 8 <= place {
        sizes[index] = try bytes.number(8, at: value)
        value += 8
      }
    }
  }

  /// Where the entry's bytes lie.
  func content(
    _ bytes: LittleEndianBytes, _ whyNoneIsCompressed: String
  ) throws(CheckpointError) -> Range<Int> {
    guard flags & 1 == 0 else { throw bytes.unsupported("entry “\(name)” is encrypted") }
    guard method == 0 else {
      throw bytes.unsupported("entry “\(name)” is compressed, \(whyNoneIsCompressed)")
    }
    guard try bytes.number(4, at: localHeader) == 0x0403_4b50 else {
      throw bytes.malformed("entry “\(name)” has no header at byte \(localHeader)")
    }
    let lengths =
      try bytes.number(2, at: localHeader + 26) + bytes.number(2, at: localHeader + 28)
    let start = localHeader + 30 + lengths
    guard start <= bytes.count && size <= bytes.count - start else {
      throw bytes.malformed("entry “\(name)” ends outside of it")
    }
    return start..<start + size
  }
}
