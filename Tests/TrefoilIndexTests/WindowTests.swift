import Synchronization
import TrefoilTesting
import Testing
import Trefoil
import TrefoilEvaluation
import TrefoilIndex

@Suite("Windows")
struct WindowTests {
  /// Numbered, so that each window has one place in its text.
  private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static let texts = [
    Document(id: "words", text: numbered(40) { "the keeper counts \($0) boats, " }),
    Document(
      id: "title", title: "El puerto", text: numbered(60) { "week \($0)\n\tthe  tide  " }),
    Document(id: "no spaces", text: numbered(30) { "看守人每天\($0)清点渔船。" }),
    Document(id: "one word", text: numbered(100) { "supercali\($0)" }),
    Document(
      id: "composed", title: "ﬁ ½ 👩‍👩‍👧‍👦", text: numbered(40) { "ﬁne½ é👩‍👩‍👧‍👦\($0) " }),
    Document(id: "long title", title: numbered(40) { "title \($0) " }, text: "short"),
    Document(id: "title alone", title: numbered(40) { "title \($0) " }, text: ""),
  ]

  @Test(
    "are short enough, and hold everything of a text in order",
    arguments: texts, [(16, 0), (16, 4), (33, 16), (64, 20)])
  func coverage(text: Document, shape: (length: Int, overlap: Int)) throws {
    let tokenizer = try TinyCollection.embedder().tokenizer
    let windows = try PassageWindows(length: shape.length, overlap: shape.overlap, pooling: .max)
    // <s> and </s> take two, and overlaps must leave as much again.
    guard shape.length - 2 > 2 * shape.overlap else { return }
    let cut = try WindowCutter(tokenizer, instruction: "", windows: windows).cut(
      title: text.title, text: text.text)
    let pieces = cut.map(\.text)
    #expect(pieces.count > 1)
    for window in cut {
      #expect(window.tokens.count <= shape.length)
      #expect(try tokenizer.tokenize(window.text) == window.tokens)
    }
    let repeats = !text.title.isEmpty && pieces.allSatisfy { $0.hasPrefix(text.title + " ") }
    let prefix = repeats ? Array((text.title + " ").utf8) : []
    let source = Array((repeats ? text.text : text.content).utf8)
    var (start, end) = (0, 0)
    for piece in pieces {
      let bytes = Array(piece.utf8.dropFirst(prefix.count))
      let place = try #require(
        (start...source.count).first { source[$0...].starts(with: bytes) }, "a piece of the text")
      // What lies between two windows is white space, which is no token's own.
      let between = place > end ? source[end..<place] : []
      #expect(between.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) })
      (start, end) = (place, place + bytes.count)
    }
    #expect(source[end...].allSatisfy { $0 == 0x20 })
  }

  @Test(
    "have the tokens of their own texts behind an instruction", arguments: texts,
    ["passage: ", "read:", " "])
  func instruction(text: Document, instruction: String) throws {
    let tokenizer = try TinyCollection.embedder().tokenizer
    let windows = try PassageWindows(length: 33, overlap: 6, pooling: .max)
    let cutter = try WindowCutter(tokenizer, instruction: instruction, windows: windows)
    for window in try cutter.cut(title: text.title, text: text.text) {
      #expect(window.tokens.count <= 33)
      #expect(try tokenizer.tokenize(instruction + window.text) == window.tokens)
    }
  }

  @Test("between words cost no tokenization of their own")
  func tokenizedOnce() throws {
    let tokenizer = CountingTokenizer(try TinyCollection.embedder().tokenizer)
    let windows = try PassageWindows(length: 32, overlap: 6, pooling: .max)
    let cutter = try WindowCutter(tokenizer, instruction: "say: ", windows: windows)
    let before = tokenizer.calls
    let text = (0..<200).map { "\($0 % 10)" }.joined(separator: " ")
    #expect(try cutter.cut(title: "", text: text).count > 5)
    #expect(try cutter.cut(title: "digits", text: text).count > 5)
    #expect(tokenizer.calls - before == 2)
  }

  @Test("share tokens with their neighbours, if they are to")
  func overlap() throws {
    let tokenizer = try TinyCollection.embedder().tokenizer
    let words = (0..<200).map { "\($0 % 10)" }.joined(separator: " ")
    let text = Document(id: "a", text: words)
    func total(_ overlap: Int) throws -> (windows: Int, tokens: Int) {
      let windows = try PassageWindows(length: 32, overlap: overlap, pooling: .max)
      let pieces = try WindowCutter(tokenizer, instruction: "", windows: windows).cut(
        title: text.title, text: text.text)
      // Without <s> and </s>.
      return (pieces.count, pieces.reduce(0) { $0 + $1.tokens.count - 2 })
    }
    let whole = try tokenizer.tokenize(words).count - 2
    let (apart, shared) = (try total(0), try total(10))
    #expect(apart.tokens == whole && apart.windows > 5)
    #expect(shared.tokens >= whole + (shared.windows - 1) * 10)
  }

  @Test("leave a short passage as it is")
  func short() throws {
    let tokenizer = try TinyCollection.embedder().tokenizer
    let windows = try PassageWindows(length: 64, overlap: 8, pooling: .max)
    let cutter = try WindowCutter(tokenizer, instruction: "", windows: windows)
    for text in [
      Document(id: "a", text: ""), Document(id: "b", title: "title", text: " two  "),
    ] {
      #expect(
        try cutter.cut(title: text.title, text: text.text).map(\.text) == [text.content])
    }
  }

  @Test("that can't be are typed errors")
  func impossible() throws {
    #expect(throws: WindowError.tooShort(length: 15, shortest: 16)) {
      try PassageWindows(length: 15, overlap: 0, pooling: .max)
    }
    for overlap in [-1, 16] {
      #expect(throws: WindowError.overlapOutOfRange(overlap: overlap, length: 32)) {
        try PassageWindows(length: 32, overlap: overlap, pooling: .max)
      }
    }
    let tokenizer = try TinyCollection.embedder().tokenizer
    #expect(throws: WindowError.self) {
      try WindowCutter(
        tokenizer, instruction: String(repeating: "say ", count: 20),
        windows: PassageWindows(length: 16, overlap: 0, pooling: .max))
    }
  }

  @Test("longer than the model reads are a typed error")
  func beyondTheModel() async throws {
    let embedder = try TinyCollection.embedder()
    let windows = try PassageWindows(length: embedder.maxLength + 1, overlap: 0, pooling: .late)
    await #expect(
      throws: WindowError.tooLong(length: embedder.maxLength + 1, limit: embedder.maxLength)
    ) {
      try await CollectionEncoder(embedder: embedder, cache: nil).encode(
        Self.texts, options: CollectionOptions(role: .passage, windows: windows))
    }
  }

  @Test("pooled late become one embedding, and one window alone stays what it was")
  func late() async throws {
    let embedder = try TinyCollection.embedder()
    let units = try await embedder.encode(
      ["the keeper", "counts the boats in the evening"], options: EncodeOptions(outputs: .all))
    #expect(Embedding(windows: [units[0]]) == units[0])
    let pooled = Embedding(windows: units)
    let (one, other) = (try #require(units[0].dense), try #require(units[1].dense))
    let sum = zip(one, other).map {
      Double(units[0].tokenCounts.used) * Double($0) + Double(units[1].tokenCounts.used)
        * Double($1)
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let dense = try #require(pooled.dense)
    #expect(zip(dense, sum).allSatisfy { abs(Double($0) - $1 / length) < 1e-6 })
    let weights = try #require(pooled.lexicalWeights)
    let parts = units.compactMap(\.lexicalWeights)
    #expect(Set(weights.tokenIDs) == Set(parts.flatMap(\.tokenIDs)))
    for token in weights.tokenIDs { #expect(weights[token] == parts.map { $0[token] }.max()) }
    #expect(pooled.tokenVectors?.values == units.flatMap { $0.tokenVectors?.values ?? [] })
  }

  @Test("that no passage fills change nothing", arguments: PassageWindows.Pooling.allCases)
  func unused(pooling: PassageWindows.Pooling) async throws {
    let encoder = CollectionEncoder(embedder: try TinyCollection.embedder(), cache: nil)
    let texts = TinyCollection.texts(5)
    let windows = try PassageWindows(length: 64, overlap: 8, pooling: pooling)
    let plain = try await encoder.encode(texts, options: CollectionOptions(role: .passage))
    let cut = try await encoder.encode(
      texts, options: CollectionOptions(role: .passage, windows: windows))
    #expect(try plain.embeddings(0..<5) == cut.embeddings(0..<5))
  }
}

/// Counts the texts that another tokenizer reads.
private final class CountingTokenizer: Tokenizer {
  private let base: any Tokenizer
  private let counter = Mutex(0)

  init(_ base: any Tokenizer) { self.base = base }

  var calls: Int { counter.withLock { $0 } }
  var vocabularySize: Int { base.vocabularySize }
  var specialTokens: SpecialTokens { base.specialTokens }
  var wordMark: Unicode.Scalar? { base.wordMark }

  func tokenize(_ text: String) throws(TokenizerError) -> TokenizedText {
    counter.withLock { $0 += 1 }
    return try base.tokenize(text)
  }

  func tokenize(_ first: String, _ second: String) throws(TokenizerError) -> TokenizedText {
    counter.withLock { $0 += 1 }
    return try base.tokenize(first, second)
  }

  func piece(of id: TokenID) -> String? { base.piece(of: id) }
}
