import Testing
import Trefoil
import TrefoilFiles
import TrefoilIndex
import TrefoilTensor
import TrefoilTesting

@Suite("Lexical sections")
struct LexicalSectionTests {
  @Test("keep every weight as fp16 has it")
  func rows() throws {
    let kept: [LexicalWeights] = [
      LexicalWeights([(0, 1), (7, 0.5), (250_001, 65504)]), LexicalWeights([]),
      LexicalWeights([(1 << 24 - 1, 0.25)]),
    ]
    let index = try LexicalSections(kept).index()
    #expect(index.rows.count == 3 && index.rows.entryCount == 4)
    for (row, weights) in kept.enumerated() {
      #expect(try index.rows.weights(of: row) == weights)
    }
    let rounded = try LexicalSections([LexicalWeights([(1, 0.1), (2, 1e-9)])]).index()
    #expect(try rounded.rows.weights(of: 0) == LexicalWeights([(1, 0.099975586)]))
  }

  @Test("refuse a token or a weight that they can't hold, by its row")
  func refused() throws {
    #expect(throws: PostingsError.weight(65520, token: 4, row: 1)) {
      try LexicalSections([LexicalWeights([(4, 65504)]), LexicalWeights([(3, 1), (4, 65520)])])
    }
    for token: TokenID in [-1, 1 << 24] {
      #expect(throws: PostingsError.token(token, row: 0)) {
        try LexicalSections([LexicalWeights([(token, Float(1))])])
      }
    }
  }

  @Test("are the same bytes however little memory their writer may take")
  func memory() throws {
    var texts = ZipfTexts(seed: 1)
    let weights = texts.texts(300, length: 40)
    let whole = try LexicalSections(weights)
    for memory in [0, 1, 600, 5000] {
      #expect(try LexicalSections(weights, memory: memory).postings == whole.postings)
    }
  }

  @Test("are merged row by row, without those that are left out")
  func merge() throws {
    var texts = ZipfTexts(seed: 2)
    let parts = [texts.texts(90, length: 40), [], texts.texts(130, length: 40)]
    let sink = MemorySink()
    var writer = LexicalRowsWriter(to: sink)
    var left: [LexicalWeights] = []
    for part in parts {
      let rows = try LexicalSections(part).index().rows
      for row in 0..<rows.count where row % 3 != 1 {
        try writer.append(row, of: rows)
        left.append(part[row])
      }
    }
    #expect(writer.count == left.count)
    _ = try writer.finish()
    #expect(sink.bytes == (try LexicalSections(left).rows))
  }

  @Test("that are damaged give a fault or other rows, and nothing worse")
  func damaged() throws {
    var texts = ZipfTexts(seed: 3, vocabulary: 60)
    let sections = try LexicalSections(texts.texts(150, length: 40))
    let queries = texts.texts(2, length: 40)
    let team = ThreadTeam(count: 1)
    let words = [UInt64](repeating: 0x5555_5555_5555_5555, count: 3)
    var faults = 0
    for round in 0..<200 {
      var other = sections
      if round % 2 == 0 { other.rows = texts.numbers.mutate(other.rows) }
      if round % 2 == 1 { other.postings = texts.numbers.mutate(other.postings) }
      do throws(SectionFault) {
        let rows = try LexicalRows(SectionBytes(other.rows))
        let index = try LexicalIndex(rows: rows, postings: SectionBytes(other.postings))
        for query in queries {
          let best = try index.best(5, query: query, team: team)
          #expect(best.allSatisfy { $0.row < rows.count && $0.score > 0 })
          _ = try index.best(5, query: query, allowed: words, team: team)
        }
        for row in 0..<rows.count { _ = try rows.weights(of: row) }
      } catch {
        faults += 1
        #expect(!"\(error)".isEmpty)
      }
    }
    #expect(faults > 10)
  }

  @Test("say what they are not")
  func foreign() throws {
    let sections = try LexicalSections([LexicalWeights([(5, 1)])])
    for bytes in [[], [1, 2, 3], sections.postings, [UInt8](repeating: 0, count: 64)] {
      #expect(throws: SectionFault.foreign(.rows)) { try LexicalRows(SectionBytes(bytes)) }
    }
    let rows = try LexicalRows(SectionBytes(sections.rows))
    #expect(throws: SectionFault.foreign(.postings)) {
      try LexicalIndex(rows: rows, postings: SectionBytes(sections.rows))
    }
    let longer = Array(sections.rows.prefix(8)) + sections.rows
    #expect(throws: SectionFault.length(.rows, bytes: longer.count)) {
      try LexicalRows(SectionBytes(longer))
    }
    let others = try LexicalSections([LexicalWeights([]), LexicalWeights([])])
    #expect(throws: SectionFault.rowCounts(rows: 1, postings: 2)) {
      try LexicalIndex(rows: rows, postings: SectionBytes(others.postings))
    }
  }

  @Test("whose rows are damaged are not made into postings")
  func damagedRows() throws {
    var sections = try LexicalSections([LexicalWeights([(5, 1), (6, 1)])])
    sections.rows[4] = 5
    #expect(throws: SectionFault.damaged(.rows, at: 4)) {
      try LexicalSections.postings(sections.rows, windowBits: 6, memory: 0)
    }
  }

  @Test("are read where a file has them")
  func mapped() throws {
    let sections = try LexicalSections([LexicalWeights([(5, 1)]), LexicalWeights([(5, 2)])])
    let folder = try TemporaryDirectory()
    let path = try folder.write([1, 2, 3] + sections.rows + sections.postings, to: "segment")
    let mapped = try MappedFile(path: path)
    let border = 3 + sections.rows.count
    let index = try LexicalIndex(
      rows: try LexicalRows(SectionBytes(mapped, in: 3..<border)),
      postings: SectionBytes(mapped, in: border..<mapped.count))
    let best = try index.best(5, query: LexicalWeights([(5, 3)]), team: ThreadTeam(count: 1))
    #expect(best.map(\.row) == [1, 0] && best.map(\.score) == [6, 3])
  }
}
