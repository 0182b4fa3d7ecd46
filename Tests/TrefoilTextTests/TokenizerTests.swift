import Testing
import TrefoilErrors
import TrefoilTesting
import TrefoilCore
import TrefoilText

@Suite("Tokenizer")
struct TokenizerTests {
  let tokenizer: XLMRobertaTokenizer

  init() throws {
    var model = SerializedModel.small
    model.charsmap = SerializedCharsmap.small.bytes
    tokenizer = try TokenizerFixture.make(model)
  }

  private func pieces(_ text: String) throws -> [String] {
    try tokenizer.tokenize(text).tokenIDs.dropFirst().dropLast()
      .map { try #require(tokenizer.piece(of: $0)) }
  }

  private func ranges(_ text: String) throws -> [Range<Int>] {
    try tokenizer.tokenize(text).ranges.dropFirst().dropLast()
  }

  @Test("an empty text has the two added tokens alone")
  func empty() throws {
    let tokens = try tokenizer.tokenize("")
    #expect(tokens.tokenIDs == [0, 2])
    #expect(tokens.ranges == [0..<0, 0..<0])
    #expect(tokens.tokensSeen == 2)
  }

  @Test("added tokens have empty ranges at both ends")
  func addedTokens() throws {
    let tokens = try tokenizer.tokenize("abc")
    #expect(tokens.ranges.first == 0..<0)
    #expect(tokens.ranges.last == 3..<3)
  }

  @Test("a run of spaces is one mark, which the last of them made")
  func spaces() throws {
    #expect(try pieces("   ") == ["▁"])
    #expect(try ranges("   ") == [2..<3])
    #expect(try pieces("a  b ") == ["▁a", "▁", "b", "▁"])
    #expect(try ranges("a  b ") == [0..<1, 2..<3, 3..<4, 4..<5])
    #expect(try pieces("\t\n\u{3000}a") == ["▁a"])
    #expect(try ranges("\t\n\u{3000}a") == [2..<6])
  }

  @Test("a text that begins with a mark is given no other, and each mark begins a word")
  func marks() throws {
    #expect(try pieces("▁a") == ["▁a"])
    #expect(try pieces("▁▁a") == ["▁", "▁a"])
    #expect(try pieces("a ▁ a") == ["▁a", "▁", "▁", "▁a"])
  }

  @Test("special tokens are found anywhere in the raw text")
  func specialTokens() throws {
    #expect(try pieces("<s>a</s><pad><unk>") == ["<s>", "▁a", "</s>", "<pad>", "<unk>"])
    #expect(try ranges("<s>a</s>") == [0..<3, 3..<4, 4..<8])
    #expect(try pieces("<<s>>").contains("<s>"))
    #expect(try tokenizer.tokenize("< s >").tokenIDs.filter { $0 == 0 }.count == 1)
  }

  @Test("<mask> takes the white space on its left, up to the token before")
  func mask() throws {
    #expect(try pieces("a <mask> a") == ["▁a", "<mask>", "▁a"])
    #expect(try ranges("a <mask> a") == [0..<1, 1..<8, 8..<10])
    #expect(try ranges("<mask>\u{3000}\n<mask>") == [0..<6, 6..<16])
    #expect(tokenizer.specialTokens.mask == TokenID(tokenizer.vocabularySize - 1))
  }

  @Test(
    "a pair is both texts with </s></s> between, their places one behind the other's",
    arguments: [
      ("abc", "a b"), ("", ""), ("a", ""), ("", "b"), ("a ", " b"), ("é <mask>", "™ x</s>"),
    ])
  func pair(first: String, second: String) throws {
    for spaces in TrailingSpaces.allCases {
      let tokenizer = tokenizer.with(trailingSpaces: spaces)
      // Composed of what the tokenizer makes of each alone, as Hugging Face's template is.
      let (one, other) = (try tokenizer.tokenize(first), try tokenizer.tokenize(second))
      let pair = try tokenizer.tokenize(first, second)
      #expect(pair.tokenIDs == one.tokenIDs + [2] + other.tokenIDs.dropFirst())
      let border = first.utf8.count
      #expect(
        pair.ranges == one.ranges + [border..<border]
          + other.ranges.dropFirst().map {
            border + $0.lowerBound..<border + $0.upperBound
          })
      #expect(pair.tokensSeen == pair.count)
    }
  }

  @Test("a directory without a tokenizer is an error that names the files of which one is needed")
  func missingFile() throws {
    let folder = try TemporaryDirectory()
    let path = folder.path.appending("sentencepiece.bpe.model")
    let error = #expect(throws: TokenizerError.missing(directory: folder.path)) {
      try TokenizerFile(directory: folder.path)
    }
    #expect(error?.kind == .modelUnavailable)
    try folder.write(SerializedModel.small.bytes, to: "sentencepiece.bpe.model")
    let file = try TokenizerFile(directory: folder.path)
    #expect(file.path == path && file.names.contains("tokenizer.json"))
    // As embedding models are used: a space that no word follows is dropped.
    let found = try #require(file.open().tokenizer as? XLMRobertaTokenizer)
    #expect(found.trailingSpaces == .dropped)
    #expect(try found.tokenize("a ").count + 1 == (try tokenizer.tokenize("a ").count))
  }

  @Test("an inserted character comes from the same place as the one before it")
  func insertion() throws {
    #expect(try pieces("™") == ["▁", "TM"])
    #expect(try ranges("™") == [0..<3, 0..<3])
  }

  @Test("a cluster is looked up whole")
  func cluster() throws {
    #expect(try pieces("e\u{301}") == ["▁", "é"])
    #expect(try ranges("ae\u{301}a") == [0..<1, 1..<2, 4..<5])
    #expect(try pieces("a\r\na") == ["▁a", "▁a"])
  }

  @Test("a removed character moves no other's place")
  func removal() throws {
    #expect(try tokenizer.tokenize("\u{1}").count == 2)
    #expect(try pieces("\u{1}a") == ["▁a"])
    #expect(try ranges("\u{1}a") == [1..<2])
    #expect(try ranges("a\u{1}c") == [0..<1, 2..<3])
  }

  @Test("unknown neighbours are one token, NUL among them")
  func unknown() throws {
    #expect(try pieces("xyz") == ["▁", "<unk>"])
    #expect(try pieces("a\u{0}\u{0}b") == ["▁a", "<unk>", "b"])
    #expect(try ranges("a\u{0}\u{0}b") == [0..<1, 1..<3, 3..<4])
  }

  @Test("every id has a piece and no other number has")
  func pieceOfID() {
    let size = TokenID(tokenizer.vocabularySize)
    #expect((0..<size).allSatisfy { tokenizer.piece(of: $0) != nil })
    for id in [TokenID.min, -1, size, .max] { #expect(tokenizer.piece(of: id) == nil) }
  }

  @Test("a text's places are in order and inside it, whatever it holds")
  func order() throws {
    let alphabet = ["a", "b", " ", "™", "\u{1}", "e\u{301}", "<mask>", "\r\n", "日本", "🇩🇪", "▁"]
    for first in alphabet {
      for second in alphabet {
        for third in alphabet {
          let text = first + second + third
          let tokens = try tokenizer.tokenize(text)
          for (left, right) in zip(tokens.ranges, tokens.ranges.dropFirst()) {
            #expect(left.lowerBound <= right.lowerBound && left.upperBound <= right.upperBound)
          }
          #expect(tokens.ranges.allSatisfy { $0.upperBound <= text.utf8.count })
        }
      }
    }
  }
}
