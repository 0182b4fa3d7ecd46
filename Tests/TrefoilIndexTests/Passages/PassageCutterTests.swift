import Testing
import Trefoil
import TrefoilIndex
import TrefoilTesting

@Suite("Passages of a document")
struct PassageCutterTests {
  private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static let documents = [
    Document(id: "words", text: numbered(40) { "the keeper counts \($0) boats, " }),
    Document(id: "sentences", title: "El puerto", text: numbered(40) { "Week \($0) has a tide. " }),
    Document(
      id: "paragraphs", title: "Boats", text: "\n " + numbered(30) { "boat \($0)\n\n\tthe  tide  " }
    ),
    Document(id: "no spaces", text: numbered(30) { "看守人每天\($0)清点渔船。" }),
    Document(id: "one word", title: "T", text: numbered(100) { "supercali\($0)" }),
    Document(
      id: "composed", title: "ﬁ ½ 👩‍👩‍👧‍👦", text: numbered(40) { "ﬁne½ é👩‍👩‍👧‍👦\($0)\u{200B} \u{7F} " }),
    Document(id: "long title", title: numbered(40) { "title \($0) " }, text: "short"),
    Document(id: "title alone", title: numbered(40) { "title \($0) " }, text: ""),
    Document(id: "blank", title: numbered(40) { "title \($0) " }, text: " \n "),
    Document(id: "hindi", text: numbered(40) { "यह नाव \($0) है। " }),
    Document(id: "arabic", text: numbered(40) { "كيف حال المركب \($0)؟ " }),
    Document(id: "empty", text: ""), Document(id: "short", title: "two", text: " words\n"),
  ]

  private static func cutter(
    _ tokens: Int?, overlap: Int = 0, whole: Bool = false
  ) throws -> (PassageCutter, any Tokenizer) {
    let embedder = try TinyCollection.embedder()
    let options = PassageOptions(tokens: tokens, overlap: overlap, whole: whole)
    return (try PassageCutter(embedder, options: options), embedder.tokenizer)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  @Test(
    "are short enough, stand behind the title, and cover all of the text but white space",
    arguments: documents, [(16, 0), (16, 4), (24, 0), (33, 12)])
  func coverage(document: Document, shape: (tokens: Int, overlap: Int)) throws {
    let (cutter, tokenizer) = try Self.cutter(shape.tokens, overlap: shape.overlap)
    let passages = try cutter.cut(title: document.title, text: document.text)
    let source = Array(document.text.utf8)
    var covered = [Bool](repeating: false, count: source.count)
    var last = 0..<0
    for passage in passages {
      #expect(passage.tokens.count <= shape.tokens)
      #expect(passage.tokens == (try tokenizer.tokenize(passage.text)))
      #expect(passage.range.upperBound <= source.count)
      #expect(passage.range.lowerBound >= last.lowerBound)
      #expect(passage.range.upperBound >= last.upperBound)
      last = passage.range
      for byte in passage.range { covered[byte] = true }
      let part = try #require(String(validating: source[passage.range], as: UTF8.self))
      // What the model reads is the title and the text of the range, but for white space.
      if document.title.utf8.count < 30, !document.title.isEmpty {
        #expect(passage.text.hasPrefix(document.title + " "))
        #expect(Self.letters(passage.text) == Self.letters(document.title + part))
      }
    }
    #expect(!passages.isEmpty)
    for (byte, isCovered) in zip(source, covered) { #expect(isCovered || Self.isSpace(byte)) }
    if passages.count > 1, shape.overlap == 0, document.id != "composed" {
      let total = passages.reduce(0) { $0 + $1.range.count }
      #expect(total == passages.reduce(into: Set<Int>()) { $0.formUnion($1.range) }.count)
    }
  }

  private static func letters(_ text: String) -> [UInt8] { text.utf8.filter { !isSpace($0) } }

  @Test("end where a sentence does, or a paragraph, if one does near the limit")
  func stops() throws {
    let (cutter, _) = try Self.cutter(40)
    func texts(_ text: String) throws -> [Substring] {
      let bytes = Array(text.utf8)
      return try cutter.cut(title: "T", text: text).map {
        Substring(decoding: bytes[$0.range], as: UTF8.self)
      }
    }
    let sentences = try texts(Self.numbered(30) { "The \($0) tide. " })
    #expect(sentences.count > 3 && sentences.allSatisfy { $0.hasSuffix(".") })
    let chinese = try texts(Self.numbered(60) { "\($0)天。" })
    #expect(chinese.count > 3 && chinese.allSatisfy { $0.hasSuffix("。") })
    let paragraphs = try texts(Self.numbered(30) { "The \($0) tide.\($0 % 2 == 0 ? " " : "\n\n")" })
    #expect(
      paragraphs.count > 3 && paragraphs.allSatisfy { $0.hasPrefix("The") && $0.hasSuffix(".") })
    let words = try texts(Self.numbered(90) { "\($0 % 10) " })
    #expect(words.count > 2 && words.allSatisfy { $0.utf8.count % 2 == 1 })
  }

  @Test("share about as many tokens as they are to, from a word on")
  func overlap() throws {
    let (cutter, tokenizer) = try Self.cutter(40, overlap: 10)
    let text = Self.numbered(200) { "\($0 % 10) " }
    let bytes = Array(text.utf8)
    let passages = try cutter.cut(title: "", text: text)
    #expect(passages.count > 4)
    for (one, other) in zip(passages, passages.dropFirst()) {
      let shared = other.range.lowerBound..<one.range.upperBound
      let tokens = try tokenizer.tokenize(String(decoding: bytes[shared], as: UTF8.self)).count - 2
      #expect(10...12 ~= tokens)
      #expect(Self.isSpace(bytes[shared.lowerBound - 1]))
    }
  }

  @Test("are one if a document is to stay whole, and then read up to the model's limit")
  func whole() async throws {
    let embedder = try TinyCollection.embedder()
    let cutter = try PassageCutter(embedder, options: PassageOptions(whole: true))
    let text = Self.numbered(2 * embedder.maxLength) { "\($0 % 10) " }
    let passages = try cutter.cut(title: "T", text: text)
    #expect(passages.map(\.range) == [0..<text.utf8.count])
    let prepared = try embedder.prepare(tokenized: passages.map(\.tokens), options: EncodeOptions())
    #expect(prepared.tokenCounts(of: 0).used == embedder.maxLength)
    #expect(prepared.tokenCounts(of: 0).seen > embedder.maxLength)
  }

  @Test("are as long as the model reads where it reads fewer tokens than 512")
  func standard() throws {
    let embedder = try TinyCollection.embedder()
    let length = min(512, embedder.maxLength)
    let passages = try PassageCutter(embedder).cut(
      title: "", text: Self.numbered(2000) { "\($0 % 10) " })
    #expect(passages.count > 1 && passages.dropLast().allSatisfy { $0.tokens.count == length })
  }

  @Test("have the embeddings of their texts")
  func embeddings() async throws {
    let embedder = try TinyCollection.embedder()
    let cutter = try PassageCutter(embedder, options: PassageOptions(tokens: 24))
    let passages = try cutter.cut(title: "Boats", text: Self.documents[1].text)
    let options = EncodeOptions(outputs: .all, role: .passage)
    let prepared = try embedder.prepare(tokenized: passages.map(\.tokens), options: options)
    #expect(
      try await embedder.embed(prepared)
        == embedder.encode(passages.map(\.text), options: options))
  }

  @Test("that can't be are typed errors")
  func impossible() throws {
    let embedder = try TinyCollection.embedder()
    let limit = embedder.maxLength
    #expect(throws: WindowError.tooLong(length: limit + 1, limit: limit)) {
      try PassageCutter(embedder, options: PassageOptions(tokens: limit + 1))
    }
    #expect(throws: WindowError.tooShort(length: 3, shortest: 16)) {
      try PassageCutter(embedder, options: PassageOptions(tokens: 3))
    }
    #expect(throws: WindowError.overlapOutOfRange(overlap: 16, length: 32)) {
      try PassageCutter(embedder, options: PassageOptions(tokens: 32, overlap: 16))
    }
  }
}
