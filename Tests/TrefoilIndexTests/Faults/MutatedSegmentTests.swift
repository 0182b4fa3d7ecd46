import Foundation
import SystemPackage
import Testing
import Trefoil
import TrefoilTesting

@testable import TrefoilIndex

@Suite("The file of a segment")
struct MutatedSegmentTests {
  /// A segment of some rows, in bytes.
  private static func whole(_ folder: TemporaryDirectory, rows: Int) async throws -> [UInt8] {
    let path = folder.path.appending("whole-\(rows).trefoil")
    let index = try Index.create(at: path, embedder: try TinyCollection.embedder())
    try await index.put(
      Dictionary(uniqueKeysWithValues: (0..<rows).map { ("d\($0)", "boat \($0)") }))
    let name = try #require(try await index.segmentNames().files.first)
    return try folder.read("whole-\(rows).trefoil/segments/\(name)")
  }

  @Test("is read or refused with a typed error, whatever its bytes are", arguments: [1, 9])
  func mutants(rows: Int) async throws {
    let folder = try TemporaryDirectory()
    let whole = try await Self.whole(folder, rows: rows)
    var random = SeededNumbers(seed: 2_026)
    let copy = folder.path.appending("merged.segment")
    try SegmentProbe.read(folder.write(whole, to: "whole"), merging: copy)
    var refused = 0
    for round in 0..<300 {
      var bytes = round % 3 == 0 ? try Self.headMutant(whole, &random) : random.mutate(whole)
      if round % 2 == 0 { bytes = SegmentProbe.signed(bytes) }
      do {
        try SegmentProbe.read(folder.write(bytes, to: "mutant"), merging: copy)
      } catch {
        #expect(error is IndexError, "round \(round): \(error)")
        refused += 1
      }
    }
    #expect(refused > 50 && refused < 300)
  }

  /// The bytes with another number somewhere in the head.
  private static func headMutant(
    _ whole: [UInt8], _ random: inout SeededNumbers
  ) throws -> [UInt8] {
    let end = whole.count - SegmentFormat.tailSize
    let start = try #require(whole[..<end].lastRange(of: Array("{\"checksumOfChecksums".utf8)))
    var head = String(decoding: whole[start..<end], as: UTF8.self)
    let numbers = head.ranges(of: /-?[0-9]+/)
    let chosen = numbers[random.next(below: numbers.count)]
    let values = ["0", "1", "-1", "64", "4294967296", "\(Int.max)", "\(Int.min)", "\(whole.count)"]
    head.replaceSubrange(chosen, with: values[random.next(below: values.count)])
    var tail: [UInt8] = []
    for number in [UInt64(start), UInt64(head.utf8.count)] {
      tail += (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
    tail += [UInt8](repeating: 0, count: 8) + SegmentFormat.magic
    return whole[..<start] + Array(head.utf8) + tail
  }

  @Test("of another layout is refused by its number, and no repair takes it for damage")
  func otherLayout() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.path.appending("notes.trefoil")
    let index = try Index.create(at: path, embedder: try TinyCollection.embedder())
    try await index.put(["a": "boat"])
    let name = try #require(try await index.segmentNames().files.first)
    let file = path.appending("segments").appending(name)
    var bytes = try folder.read("notes.trefoil/segments/\(name)")
    bytes[7] = 2
    bytes[bytes.count - 1] = 2
    try folder.write(bytes, to: "notes.trefoil/segments/\(name)")
    let opened = try Index.open(path)
    let error = IndexError.newerFormat(path: file, format: 2, supported: 1)
    await #expect(throws: error) { _ = try await opened.found() }
    await #expect(throws: error) { _ = try await opened.repair() }
    #expect(try await opened.verify().faults.first == error.description)
    #expect(file.exists)
  }
}

extension Array<UInt8>.SubSequence {
  /// Where a part begins that stands there last.
  fileprivate func lastRange(of part: [UInt8]) -> Int? {
    indices.reversed().first { self[$0...].starts(with: part) }
  }
}
