internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles
internal import TrefoilTensor

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A segment's file, open and mapped: the embeddings of some passages, a row each.
///
/// Opening checks the head alone, so it costs the same for any number of rows. Whatever else the
/// bytes are, no call reads beyond them; `verify` checks them all.
final class Segment: Sendable {
  let path: FilePath
  let head: SegmentHead
  let file: MappedFile
  private let ranges: [SegmentSection: Range<Int>]

  /// Opens a file.
  init(path: FilePath) throws(SegmentDamage) {
    self.path = path
    do throws(FileError) {
      file = try MappedFile(path: path)
    } catch .unreadable(let path, let reason) where !path.isMissing {
      throw .inaccessible(.unreadable(path: path, reason: reason))
    } catch {
      throw .unreadable(reason: error.description)
    }
    head = try Self.head(of: file)
    var ranges: [SegmentSection: Range<Int>] = [:]
    for section in head.sections {
      let (end, isBeyond) = section.start.addingReportingOverflow(section.count)
      guard section.start >= 0, section.count >= 0, !isBeyond, end <= head.checksumsAt,
        section.start.isMultiple(of: SegmentFormat.alignment)
      else {
        throw .inconsistent(reason: "the section “\(section.name.rawValue)” lies outside the file")
      }
      ranges[section.name] = section.start..<end
    }
    self.ranges = ranges
    try requireLengths()
  }

  /// The rows, dead ones among them.
  var rows: Int { head.rows }

  /// The bytes of the file.
  var byteCount: Int { file.count }

  private static func head(of file: MappedFile) throws(SegmentDamage) -> SegmentHead {
    let format = SegmentFormat.self
    guard file.count >= format.magic.count + format.tailSize else { throw .notASegment }
    let tailStart = file.count - format.tailSize
    let tail = file.bytes(in: tailStart..<file.count)
    let layout = format.layout(
      first: file.bytes(in: 0..<format.magic.count), last: tail.suffix(format.magic.count))
    guard let layout else { throw .notASegment }
    guard layout == format.layout else { throw .otherLayout(layout) }
    let numbers = [UInt64](littleEndian: tail[..<16])
    guard let start = Int(exactly: numbers[0]), let count = Int(exactly: numbers[1]),
      count <= format.mostHeadBytes, start >= format.magic.count, start == tailStart - count
    else { throw .head }
    let json = file.bytes(in: start..<tailStart)
    guard format.tail(head: json, at: start) == tail,
      let head = try? JSONDecoder().decode(SegmentHead.self, from: Data(json))
    else { throw .head }
    guard 0...start ~= head.checksumsAt else { throw .head }
    let blocks = (head.checksumsAt + format.blockSize - 1) / format.blockSize
    guard start - head.checksumsAt == 8 * blocks else { throw .head }
    return head
  }

  /// Throws unless each section has the bytes of so many rows.
  private func requireLengths() throws(SegmentDamage) {
    // A row takes 8 bytes of the file at least, so no product below is beyond a number.
    guard head.rows >= 0, head.rows <= file.count / 8,
      0...Self.mostDimensions ~= head.denseDimension,
      0...Self.mostDimensions ~= head.colbertDimension
    else { throw .inconsistent(reason: "its head counts more than the file holds") }
    try require(.passages, 8 * rows)
    if head.denseDimension > 0 {
      try require(.denseCodes, rows * denseRowBytes)
      try require(.denseScales, head.denseCodec.scaleBytes * rows)
      if has(.denseSigns) {
        try require(.denseMean, 4 * head.denseDimension)
        let mean = [Float](repeating: 0, count: head.denseDimension)
        try require(.denseSigns, SignCodes(mean: mean).byteCount(rows: rows))
      }
    }
    if head.colbertDimension > 0 {
      try require(.tokenOffsets, 8 * (rows + 1))
      let vectors = tokenOffset(rows)
      guard 0...file.count ~= vectors else {
        throw .inconsistent(reason: "its token vectors are more than the file holds")
      }
      try require(.tokenCodes, vectors * tokenRowBytes)
      try require(.tokenScales, head.tokenCodec.scaleBytes * vectors)
    }
  }

  /// The most numbers of a vector that are believed: many times what any model gives.
  private static let mostDimensions = 1 << 20

  private func require(_ name: SegmentSection, _ count: Int) throws(SegmentDamage) {
    guard ranges[name]?.count == count else {
      throw .inconsistent(
        reason: "the section “\(name.rawValue)” has \(ranges[name]?.count ?? 0) bytes, where its"
          + " rows take \(count)")
    }
  }

  /// Lends the bytes of a section, or of a part of it; none if there is no such section.
  func withBytes<Result>(
    _ name: SegmentSection, _ part: Range<Int>? = nil, _ body: (RawSpan) throws -> Result
  ) rethrows -> Result {
    let whole = ranges[name] ?? 0..<0
    let range = part.map { whole.lowerBound + $0.lowerBound..<whole.lowerBound + $0.upperBound }
    let bytes = unsafe file.pointer(to: range ?? whole)
    return try body(unsafe bytes.bytes)
  }

  /// Whether it has a section.
  func has(_ name: SegmentSection) -> Bool { ranges[name] != nil }

  /// The number of a row's passage.
  func passage(_ row: Int) -> Int64 {
    withBytes(.passages) { $0.number(at: 8 * row) }
  }

  /// The row of a passage; nil if it is in another segment.
  func row(of passage: Int64) -> Int? {
    withBytes(.passages) { bytes in
      var (low, high) = (0, rows)
      while low < high {
        let middle = (low + high) / 2
        if bytes.number(at: 8 * middle) < passage { low = middle + 1 } else { high = middle }
      }
      return low < rows && bytes.number(at: 8 * low) == passage ? low : nil
    }
  }

  /// The bytes of a row's dense codes.
  var denseRowBytes: Int { head.denseCodec.rowBytes(dimension: head.denseDimension) }

  /// The bytes of a token vector's codes.
  var tokenRowBytes: Int { head.tokenCodec.rowBytes(dimension: head.colbertDimension) }

  /// The dense vectors of some rows, as their codes have them, shape `[rows, denseDimension]`.
  func denseVectors(_ rows: Range<Int>) -> [Float] {
    let (size, scaleSize) = (denseRowBytes, head.denseCodec.scaleBytes)
    return withBytes(.denseCodes, rows.lowerBound * size..<rows.upperBound * size) { codes in
      withBytes(.denseScales, rows.lowerBound * scaleSize..<rows.upperBound * scaleSize) { scales in
        head.denseCodec.decode(codes, scales: scales, dimension: head.denseDimension)
      }
    }
  }

  /// The sign codes of the dense vectors; nil if there are none.
  var signCodes: SignCodes? {
    guard has(.denseSigns) else { return nil }
    return SignCodes(
      mean: withBytes(.denseMean) { bytes in
        (0..<head.denseDimension).map { Float(bitPattern: bytes.word(at: 4 * $0)) }
      })
  }

  /// The lexical weights in the order of the rows.
  ///
  /// - Throws: `IndexError.damaged`.
  func lexicalRows() throws(IndexError) -> LexicalRows {
    try checked { () throws(SectionFault) in
      let rows = try LexicalRows(bytes(of: .sparseRows))
      guard rows.count == self.rows else {
        throw .rowCounts(rows: rows.count, postings: self.rows)
      }
      return rows
    }
  }

  /// The lexical weights by rows and by tokens.
  ///
  /// - Throws: `IndexError.damaged`.
  func lexicalIndex() throws(IndexError) -> LexicalIndex {
    let rows = try lexicalRows()
    return try checked { () throws(SectionFault) in
      try LexicalIndex(rows: rows, postings: bytes(of: .sparsePostings))
    }
  }

  /// What `body` gives, with its fault as this file's.
  func checked<Value>(
    _ body: () throws(SectionFault) -> Value
  ) throws(IndexError) -> Value {
    do throws(SectionFault) {
      return try body()
    } catch {
      throw .damaged(path: path, reason: error.description)
    }
  }

  private func bytes(of name: SegmentSection) -> SectionBytes {
    SectionBytes(file, in: ranges[name] ?? 0..<0)
  }

  private func tokenOffset(_ row: Int) -> Int {
    withBytes(.tokenOffsets) { Int($0.number(at: 8 * row)) }
  }

  /// The token vectors of a row, by their places among all.
  ///
  /// - Throws: `IndexError.damaged`.
  func tokenRange(_ row: Int) throws(IndexError) -> Range<Int> {
    let (start, end, total) = (tokenOffset(row), tokenOffset(row + 1), tokenOffset(rows))
    guard 0 <= start, start <= end, end <= total else {
      throw .damaged(path: path, reason: "the token vectors of row \(row) lie outside the file")
    }
    return start..<end
  }

  /// The token vectors of some rows, by their places among all.
  ///
  /// They are asked for together before the first is read: from a disk, that is what takes the time.
  ///
  /// - Throws: `IndexError.damaged`.
  func tokenRanges(_ rows: [Int]) throws(IndexError) -> [Range<Int>] {
    let size = tokenRowBytes
    var ranges: [Range<Int>] = []
    for row in rows {
      let range = try tokenRange(row)
      prefetch(.tokenCodes, range.lowerBound * size..<range.upperBound * size)
      ranges.append(range)
    }
    return ranges
  }

  /// Asks the system for the bytes of rows that will be read soon.
  func prefetch(_ name: SegmentSection, _ part: Range<Int>) {
    guard let whole = ranges[name] else { return }
    file.prefetch(whole.lowerBound + part.lowerBound..<whole.lowerBound + part.upperBound)
  }

  /// Gives back the memory of bytes of a section that were read for the last time.
  func release(_ name: SegmentSection, _ part: Range<Int>) {
    guard let whole = ranges[name] else { return }
    file.release(whole.lowerBound + part.lowerBound..<whole.lowerBound + part.upperBound)
  }
}

extension RawSpan {
  /// A number of 8 bytes, little-endian.
  fileprivate func number(at place: Int) -> Int64 {
    number(at: place, as: Int64.self)
  }

  /// A number of 4 bytes, little-endian.
  fileprivate func word(at place: Int) -> UInt32 {
    number(at: place, as: UInt32.self)
  }
}
