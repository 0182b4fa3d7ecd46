import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCore
import TrefoilText

/// Against Hugging Face tokenizers 0.23.3 over BGE-M3's own `tokenizer.json`.
@Suite("Tokens of Hugging Face's tokenizer", .enabled(if: Folders.shared != nil, "no goldens"))
struct GoldenTokenTests {
  /// The reference's divisions of equal score may fall otherwise on another machine.
  static let allowedTies = 2

  let tokenizer: XLMRobertaTokenizer
  let goldens: [TokenGolden]

  init() throws {
    tokenizer = try #require(TokenizerFixture.bgeM3).get()
    let file = try #require(Folders.shared).appending("golden/tokens.jsonl")
    goldens = try TokenGolden.lines(of: file)
  }

  @Test("every text has the reference's ids, but for ties")
  func ids() throws {
    #expect(goldens.count == 1137)
    let different = try goldens.filter { try tokenizer.tokenize($0.text).tokenIDs != $0.ids }
    for golden in different {
      print("ids differ: \(golden.text.debugDescription)")
    }
    #expect(different.count <= Self.allowedTies)
  }

  @Test("every token has the reference's place")
  func offsets() throws {
    for golden in goldens {
      let tokens = try tokenizer.tokenize(golden.text)
      guard tokens.tokenIDs == golden.ids else { continue }
      let found = golden.codePoints(tokens)
      // The reference puts `</s>` at zero.
      let end = golden.text.unicodeScalars.count
      #expect(found.dropLast() == golden.offsets.dropLast(), "\(golden.text.debugDescription)")
      #expect(found.last == [end, end])
    }
  }

  @Test("special ids are XLM-RoBERTa's, and every id has a piece")
  func pieces() {
    #expect(tokenizer.vocabularySize == 250_002)
    let tokens = tokenizer.specialTokens
    let special: KeyValuePairs<TokenID?, String> = [
      tokens.begin: "<s>", tokens.pad: "<pad>", tokens.end: "</s>",
      tokens.unknown: "<unk>", tokens.mask: "<mask>",
    ]
    #expect(special.map(\.key) == [0, 1, 2, 3, 250_001])
    #expect(tokens.weightless == [0, 1, 2, 3] && tokens.standalone == [0, 1, 2, 250_001])
    for (id, text) in special { #expect(id.map { tokenizer.piece(of: $0) } == text) }
    #expect(tokenizer.piece(of: 4) == ",")
    #expect(tokenizer.piece(of: 70) == "▁the")
    #expect(tokenizer.piece(of: -1) == nil)
    #expect(tokenizer.piece(of: 250_002) == nil)
    #expect((0..<TokenID(tokenizer.vocabularySize)).allSatisfy { tokenizer.piece(of: $0) != nil })
  }

  @Test("special tokens hidden in compatibility characters are found, as the reference finds them")
  func hiddenSpecialTokens() throws {
    #expect(try tokenizer.tokenize("＜s＞ x").tokenIDs == [0, 6, 0, 1022, 2])
    #expect(try tokenizer.tokenize("＜mask＞").tokenIDs == [0, 6, 250_001, 2])
  }

  @Test("several tasks at once get the same ids")
  func concurrency() async throws {
    let texts = goldens.map(\.text)
    let alone = try texts.map { try tokenizer.tokenize($0) }
    try await withThrowingTaskGroup(of: [TokenizedText].self) { group in
      for _ in 0..<4 {
        group.addTask { [tokenizer] in try texts.map { try tokenizer.tokenize($0) } }
      }
      for try await together in group { #expect(together == alone) }
    }
  }

  @Test(
    "a megabyte without a border is divided as a short text is",
    arguments: ["a", "日本語", "e\u{301}", "\u{301}", "🇩🇪", "<", "क्", " ", "\u{0}"])
  func longWord(unit: String) throws {
    let count = 1_000_000 / unit.utf8.count
    let tokens = try tokenizer.tokenize(String(repeating: unit, count: count))
    #expect(tokens.ranges.last == count * unit.utf8.count..<count * unit.utf8.count)
    // The same ids, but for the last pieces, which depend on the length.
    let short = try tokenizer.tokenize(String(repeating: unit, count: 300 + count % 300))
    #expect(Set(short.tokenIDs) == Set(tokens.tokenIDs))
  }

  @Test("a model cut short anywhere is refused", arguments: [0, 1, 2, 3, 1000, 2_500_000, -1])
  func cutModel(length: Int) throws {
    let path = try #require(TokenizerFixture.modelPath)
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path.string)))
    let cut = bytes.prefix(length < 0 ? bytes.count + length : length)
    #expect(TokenizerFixture.fault(Array(cut)) != nil)
  }
}
