internal import SystemPackage
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes a segment's file from front to back; it appears under its name once it is whole.
final class SegmentFileWriter: ByteSink {
  private let file: AtomicFile
  private var place = 0
  private var sections: [SegmentHead.Section] = []
  private var checksums: [UInt64] = []
  private var block = Checksum()

  /// Begins a file.
  init(path: FilePath) throws(FileError) {
    file = try AtomicFile(path: path)
    try write(SegmentFormat.magic)
  }

  /// Adds a section, of the bytes that `body` writes piece by piece.
  func section(_ name: SegmentSection, _ body: (SegmentFileWriter) throws -> Void) throws {
    let padding = -place & (SegmentFormat.alignment - 1)
    try write([UInt8](repeating: 0, count: padding))
    let start = place
    try body(self)
    sections.append(SegmentHead.Section(name: name, start: start, count: place - start))
  }

  /// Adds a section.
  func section(_ name: SegmentSection, _ bytes: [UInt8]) throws {
    try section(name) { try $0.write(bytes) }
  }

  /// Ends the file, brings it to the disk and gives it its name; returns its bytes.
  ///
  /// - Parameters: `head` says what the rows are; where they lie is filled in.
  func commit(_ head: SegmentHead) throws -> Int {
    if !place.isMultiple(of: SegmentFormat.blockSize) { checksums.append(block.value) }
    var table: [UInt8] = []
    checksums.appendLittleEndian(to: &table)
    var head = head
    head.sections = sections
    head.checksumsAt = place
    head.checksumOfChecksums = SegmentFormat.checksum(table)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = Array(try encoder.encode(head))
    let start = place + table.count
    let tail = SegmentFormat.tail(head: json, at: start)
    try file.write(table)
    try file.write(json)
    try file.write(tail)
    try file.commit()
    return start + json.count + tail.count
  }

  /// Adds bytes to the section.
  func write(_ bytes: some Collection<UInt8>) throws(FileError) {
    try write(Array(bytes))
  }

  private func write(_ bytes: [UInt8]) throws(FileError) {
    try file.write(bytes)
    var rest = bytes[...]
    while !rest.isEmpty {
      let room = SegmentFormat.blockSize - place % SegmentFormat.blockSize
      let piece = rest.prefix(room)
      unsafe piece.withUnsafeBytes { unsafe block.update($0) }
      place += piece.count
      rest = rest.dropFirst(room)
      guard piece.count == room else { break }
      checksums.append(block.value)
      block = Checksum()
    }
  }

  /// Passes on what waits.
  func flush() throws(FileError) {
    try file.flush()
  }
}
