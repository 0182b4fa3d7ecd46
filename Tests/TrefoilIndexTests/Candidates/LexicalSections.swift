import Trefoil
import TrefoilFiles
import TrefoilIndex
import TrefoilTesting

/// Keeps in memory what is written.
final class MemorySink: ByteSink {
  private(set) var bytes: [UInt8] = []

  func write(_ bytes: some Collection<UInt8>) { self.bytes += bytes }
  func flush() {}
}

/// Two sections made of some rows, as a segment has them.
struct LexicalSections {
  var rows: [UInt8]
  var postings: [UInt8]

  /// - Parameters: `windowBits`, few, so that little data has many windows; `memory` of a group.
  init(_ weights: [LexicalWeights], windowBits: Int = 6, memory: Int = 1 << 20) throws {
    let sink = MemorySink()
    var writer = LexicalRowsWriter(to: sink)
    for row in weights { try writer.append(row) }
    let count = try writer.finish()
    precondition(count == sink.bytes.count, "\(count) bytes of \(sink.bytes.count)")
    rows = sink.bytes
    postings = try Self.postings(rows, windowBits: windowBits, memory: memory)
  }

  static func postings(_ rows: [UInt8], windowBits: Int, memory: Int) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = PostingsWriter(
      try LexicalRows(SectionBytes(rows)), memory: memory, windowBits: windowBits)
    let count = try writer.write(to: sink)
    precondition(count == sink.bytes.count, "\(count) bytes of \(sink.bytes.count)")
    return sink.bytes
  }

  func index(rowCost: Int = LexicalIndex.standardRowCost) throws -> LexicalIndex {
    try LexicalIndex(
      rows: try LexicalRows(SectionBytes(rows)), postings: SectionBytes(postings),
      rowCost: rowCost)
  }
}

/// Texts whose tokens are as unequally frequent as words are, and weigh less the more frequent.
struct ZipfTexts {
  var numbers: SeededNumbers
  let vocabulary: Int

  init(seed: UInt64, vocabulary: Int = 400) {
    numbers = SeededNumbers(seed: seed)
    self.vocabulary = vocabulary
  }

  /// A text of up to `length` tokens; some have none.
  mutating func text(length: Int) -> LexicalWeights {
    let count = numbers.next(below: length + 1)
    return LexicalWeights(
      (0..<count).map { _ in
        // A product of two even draws is near zero far more often than not.
        let rank = numbers.next(below: numbers.next(below: vocabulary) + 1)
        let weight = (0.01 + Float(rank) / Float(vocabulary)) * (1.5 + numbers.unit())
        return (TokenID(rank * 601 % 250_002), weight)
      })
  }

  mutating func texts(_ count: Int, length: Int) -> [LexicalWeights] {
    (0..<count).map { _ in text(length: length) }
  }
}
