import Foundation
import SystemPackage
import Synchronization
import TrefoilTesting
import Testing
import Trefoil

@Suite("Embedder")
struct EmbedderTests {
  private func embedder(_ options: EmbedderOptions = EmbedderOptions()) throws -> Embedder {
    try Embedder(
      model: ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3")), options: options)
  }

  @Test("an empty list gives an empty list")
  func emptyList() async throws {
    #expect(try await embedder().encode([]).isEmpty)
    #expect(try await embedder().flagEmbedding.computeScore(pairs: []).isEmpty)
  }

  @Test("an empty text has two tokens, no lexical weight and one ColBERT row")
  func emptyText() async throws {
    let embedding = try await embedder().encode([""], options: EncodeOptions(outputs: .all))[0]
    #expect(embedding.tokenCounts.seen == 2 && embedding.tokenCounts.used == 2)
    #expect(embedding.lexicalWeights?.isEmpty == true)
    #expect(embedding.tokenVectors?.count == 1)
    let dense = try #require(embedding.dense)
    #expect(abs(cosine(dense, dense) - 1) < 1e-6 && dense.contains { $0 != 0 })
  }

  @Test("only what is asked for is there")
  func outputs() async throws {
    let embedder = try embedder()
    for outputs in [EmbeddingOutputs.dense, .sparse, .colbert, [.dense, .colbert], .all] {
      let one = try await embedder.encode(["a"], options: EncodeOptions(outputs: outputs))[0]
      #expect((one.dense != nil) == outputs.contains(.dense))
      #expect((one.lexicalWeights != nil) == outputs.contains(.sparse))
      #expect((one.tokenVectors != nil) == outputs.contains(.colbert))
    }
    let form = try await embedder.flagEmbedding.encode(
      ["a"], returnDense: false, returnSparse: true, returnColBERT: true)[0]
    #expect(form.dense == nil && form.lexicalWeights != nil && form.tokenVectors != nil)
    await #expect(throws: EmbedderError.noOutputs) {
      try await embedder.flagEmbedding.encode(["a"], returnDense: false)
    }
  }

  @Test("an output whose head is missing is a typed error that names the file")
  func missingHead() async throws {
    let folder = Folders.fixtures.appending("tiny-bert")
    let embedder = try Embedder(model: ModelDirectory(path: folder))
    for (output, file) in [
      (EmbeddingOutputs.sparse, "sparse_linear.pt"), (.colbert, "colbert_linear.pt"),
    ] {
      let error = await #expect(throws: EmbedderError.self) {
        try await embedder.encode(["a"], options: EncodeOptions(outputs: [.dense, output]))
      }
      #expect(error == .missingHead(output: output, file: file, directory: folder))
      #expect("\(try #require(error))".contains(file))
    }
    #expect(throws: EmbedderError.self) {
      try Reranker(embedder: embedder, weights: HybridWeights(dense: 1, sparse: 0.3))
    }
  }

  @Test("a model without some head is scored and ranked by what it has")
  func denseOnly() async throws {
    let folder = Folders.fixtures.appending("tiny-bert")
    let embedder = try Embedder(model: ModelDirectory(path: folder))
    let scores = try await embedder.flagEmbedding.computeScore(pairs: [("a", "b")])[0]
    #expect(scores.dense != nil && scores.sparse == nil && scores.colbert == nil)
    #expect(scores.colbertSparseDense == scores.dense)
    #expect(try Reranker(embedder: embedder).weights == HybridWeights(dense: 1))
  }

  @Test("a long text is cut as asked, and says so", arguments: [2, 3, 5, 128])
  func truncation(maxLength: Int) async throws {
    let embedder = try embedder()
    let text = String(repeating: "the lighthouse keeper ", count: 60)
    let whole = try embedder.tokenizer.tokenize(text)
    for policy in [TruncationPolicy.head, .tail] {
      let kept = try whole.truncated(to: maxLength, keeping: policy)
      let cut = try await embedder.encode(
        [text],
        options: EncodeOptions(outputs: .sparse, maxLength: maxLength, truncation: policy))[0]
      #expect(
        cut.tokenCounts.seen == whole.count && cut.tokenCounts.used == maxLength
          && cut.tokenCounts.wasTruncated)
      let weights = try #require(cut.lexicalWeights)
      #expect(Set(weights.tokenIDs).isSubset(of: kept.tokenIDs))
    }
    let error = await #expect(throws: EmbedderError.self) {
      try await embedder.flagEmbedding.encode(["", text], maxLength: maxLength, truncation: .error)
    }
    #expect(
      error
        == .textTooLong(role: .plain, index: 1, tokens: whole.count, limit: maxLength))
  }

  @Test("a length that the model cannot read is a typed error", arguments: [-1, 0, 1, 129, .max])
  func lengthOutOfRange(maxLength: Int) async throws {
    let embedder = try embedder()
    await #expect(throws: EmbedderError.lengthOutOfRange(asked: maxLength, limit: 128)) {
      try await embedder.flagEmbedding.encode(["a"], maxLength: maxLength)
    }
  }

  @Test("Matryoshka cuts the dense vector and normalizes what is left", arguments: [1, 7, 32])
  func dimensions(count: Int) async throws {
    let embedder = try embedder()
    let whole = try #require(try await embedder.encode(["what is a lighthouse?"])[0].dense)
    let cut = try #require(
      try await embedder.flagEmbedding.encode(["what is a lighthouse?"], dimensions: count)[0].dense
    )
    #expect(cut.count == count)
    #expect(abs(cosine(cut, Array(whole.prefix(count))) - 1) < 1e-6)
    #expect(abs(cut.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
  }

  @Test("dimensions that the model does not have are a typed error", arguments: [-1, 0, 33])
  func dimensionsOutOfRange(count: Int) async throws {
    let embedder = try embedder()
    await #expect(throws: EmbedderError.dimensionsOutOfRange(asked: count, limit: 32)) {
      try await embedder.flagEmbedding.encode(["a"], dimensions: count)
    }
  }

  @Test("results do not depend on the number of threads", arguments: [1, 2, 3, 8])
  func threads(count: Int) async throws {
    let texts = ["", "a", "What is a multi-vector model?", "灯塔看守人每天晚上点灯之前都会记下天气。"]
    let options = EncodeOptions(outputs: .all)
    let one = try await embedder(EmbedderOptions(threads: 1)).encode(texts, options: options)
    let other = try await embedder(EmbedderOptions(threads: count)).encode(texts, options: options)
    for (one, other) in zip(one, other) {
      #expect(largestDifference(try #require(one.dense), try #require(other.dense)) < 1e-6)
    }
  }

  @Test("many tasks at once get what each asked for")
  func concurrency() async throws {
    let embedder = try embedder(EmbedderOptions(maxBatchTokens: 32))
    let texts = (0..<24).map { "the lighthouse number \($0)" }
    let alone = try await embedder.encode(texts).map(\.dense)
    try await withThrowingTaskGroup(of: (Int, [Float]?).self) { group in
      for (index, text) in texts.enumerated() {
        group.addTask { (index, try await embedder.encode([text, "another"])[0].dense) }
      }
      for try await (index, dense) in group {
        let expected = try #require(alone[index])
        #expect(largestDifference(try #require(dense), expected) < 1e-5)
      }
    }
  }

  @Test("cancellation stops between batches, and progress tells how far it came")
  func cancellation() async throws {
    let embedder = try embedder(EmbedderOptions(maxBatchTokens: 16))
    let texts = (0..<200).map { "the lighthouse number \($0)" }
    let seen = Mutex<[EncodeProgress]>([])
    let task = Task {
      try await embedder.encode(texts, options: EncodeOptions()) { progress in
        seen.withLock { $0.append(progress) }
        if progress.textsDone >= 3 { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    let last = try #require(seen.withLock { $0.last })
    #expect(last.textsDone < texts.count && last.textsTotal == texts.count)
    #expect(last.tokensDone < last.tokensTotal)
    // The embedder is as good as new.
    #expect(try await embedder.encode(["a"]).count == 1)
  }

  @Test("equal texts are encoded once, and equal results come back in every place")
  func duplicates() async throws {
    let seen = Mutex<[EncodeProgress]>([])
    let embeddings = try await embedder().encode(
      ["b", "a", "b", "b", "a"], options: EncodeOptions()
    ) { progress in seen.withLock { $0.append(progress) } }
    #expect(seen.withLock { $0.last }?.textsTotal == 2)
    #expect(embeddings[0] == embeddings[2] && embeddings[2] == embeddings[3])
    #expect(embeddings[1] == embeddings[4] && embeddings[0] != embeddings[1])
  }

  @Test(
    "a checkpoint whose outputs are no numbers is a typed error for each output",
    arguments: [EmbeddingOutputs.dense, .sparse, .colbert])
  func notFinite(output: EmbeddingOutputs) async throws {
    let folder = try TemporaryDirectory()
    let tiny = Folders.fixtures.appending("tiny-bge-m3")
    for name in [
      "config.json", "sentencepiece.bpe.model", "sparse_linear.pt", "colbert_linear.pt",
    ] {
      try FileManager.default.copyItem(
        atPath: tiny.appending(name).string, toPath: folder.path.appending(name).string)
    }
    let weights = tiny.appending("model.safetensors").string
    var bytes = try Data(contentsOf: URL(fileURLWithPath: weights))
    // The last number of the last layer's weights becomes a NaN.
    bytes.replaceSubrange(bytes.count - 2..<bytes.count, with: [0x00, 0x7e])
    try folder.write(bytes, to: "model.safetensors")
    let embedder = try Embedder(model: ModelDirectory(path: folder.path))
    let name = output == .colbert ? "ColBERT" : output == .sparse ? "sparse" : "dense"
    await #expect(throws: EmbedderError.notFinite(role: .plain, index: 0, output: name)) {
      try await embedder.encode(["the lighthouse"], options: EncodeOptions(outputs: output))
    }
  }

  @Test(
    "tensors that nobody reads change nothing, whatever shapes they claim",
    arguments: [
      #""x":{"dtype":"F16","shape":[4611686018427387904,0],"data_offsets":[0,0]}"#,
      #""x":{"dtype":"F4","shape":[4611686018427387904],"data_offsets":[0,0]}"#,
      #""x":{"dtype":"F4","shape":[4611686018427387904],"data_offsets":[0,0]},"#
        + #""y":{"dtype":"F4","shape":[4611686018427387904],"data_offsets":[0,0]}"#,
    ])
  func absurdShapes(extra: String) async throws {
    let tiny = Folders.fixtures.appending("tiny-bge-m3")
    let folder = try TemporaryDirectory()
    for name in ["config.json", "sentencepiece.bpe.model", "sparse_linear.pt", "colbert_linear.pt"]
    {
      try FileManager.default.copyItem(
        atPath: tiny.appending(name).string, toPath: folder.path.appending(name).string)
    }
    let bytes = try Data(
      contentsOf: URL(fileURLWithPath: tiny.appending("model.safetensors").string))
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = "{" + extra + "," + String(decoding: bytes[9..<8 + length], as: UTF8.self)
    var forged = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    forged += Data(header.utf8) + bytes[(8 + length)...]
    try folder.write(forged, to: "model.safetensors")
    let opened = try Embedder(model: ModelDirectory(path: folder.path))
    #expect(opened.weightSummary == (try embedder().weightSummary))
    #expect(try await opened.encode(["a"]) == (try await embedder().encode(["a"])))
  }

  @Test("tokens and weights read as text")
  func idsToTokens() async throws {
    let embedder = try embedder()
    let weights = LexicalWeights([(4, 0.5), (5, 2), (6, 0.5)])
    let tokens = embedder.flagEmbedding.convertIDToToken(weights)
    #expect(tokens.map(\.tokenID) == [5, 4, 6])
    #expect(tokens.map(\.weight) == [2, 0.5, 0.5])
    #expect(tokens.allSatisfy { $0.token == embedder.tokenizer.piece(of: $0.tokenID) })
  }
}

@Suite("Model directories")
struct ModelDirectoryTests {
  @Test(
    "are found by name, then by TREFOIL_MODEL, then in the cache",
    arguments: [
      ("m", ["TREFOIL_MODEL": "e", "HOME": "/h"], "m"),
      ("", ["TREFOIL_MODEL": "e", "HOME": "/h"], "e"),
      (
        nil, ["TREFOIL_CACHE": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"],
        "/c/multilingual-e5-small"
      ),
      (nil, ["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/trefoil/multilingual-e5-small"),
      (nil, ["TREFOIL_MODEL": "", "HOME": "/h"], "/h/.cache/trefoil/multilingual-e5-small"),
    ])
  func locate(name: String?, environment: [String: String], path: String) throws {
    let found = try ModelDirectory.locate(name, environment: environment)
    #expect(found.path == FilePath(path))
  }

  @Test("without a name and a home there is no model to guess")
  func noModel() {
    #expect(throws: EmbedderError.noModel) { try ModelDirectory.locate(environment: [:]) }
  }

  @Test("errors say the same in Swift's words and in Foundation's")
  func localized() {
    let errors: [any TrefoilError] = [
      EmbedderError.noModel, EmbedderError.textTooLong(role: .query, index: 0, tokens: 9, limit: 4),
      FileError.missing(path: "a"), ScoringError.noWeight,
      TokenizerError.tooLong(tokens: 9, limit: 4),
    ]
    for error in errors {
      #expect((error as any Error).localizedDescription == "\(error)")
      #expect("\(error)".hasSuffix("."))
    }
  }

  @Test("that are missing, or lack a file, are typed errors that name it")
  func missing() throws {
    let folder = try TemporaryDirectory()
    let none = folder.path.appending("none")
    #expect(throws: EmbedderError.noDirectory(none)) {
      try Embedder(model: ModelDirectory(path: none))
    }
    #expect(throws: ConfigurationError.unreadable(folder.path.appending("config.json"))) {
      try Embedder(model: ModelDirectory(path: folder.path))
    }
    let tiny = Folders.fixtures.appending("tiny-bge-m3")
    func copy(_ name: String) throws {
      try FileManager.default.copyItem(
        atPath: tiny.appending(name).string, toPath: folder.path.appending(name).string)
    }
    try copy("config.json")
    #expect(throws: TokenizerError.missing(directory: folder.path)) {
      try Embedder(model: ModelDirectory(path: folder.path))
    }
    try copy("sentencepiece.bpe.model")
    #expect(throws: CheckpointError.noWeights(directory: folder.path)) {
      try Embedder(model: ModelDirectory(path: folder.path))
    }
    try copy("pytorch_model.bin")
    #expect(try Embedder(model: ModelDirectory(path: folder.path)).outputs == .dense)
  }

  @Test("heads that older releases of torch wrote open as well", arguments: ["1.13", "2.1"])
  func oldTorch(release: String) async throws {
    let folder = try TemporaryDirectory()
    for (place, names) in [
      ("tiny-bge-m3", ["config.json", "sentencepiece.bpe.model", "pytorch_model.bin"]),
      ("tiny-bge-m3-old-torch/torch-\(release)", ["sparse_linear.pt", "colbert_linear.pt"]),
    ] {
      for name in names {
        try FileManager.default.copyItem(
          atPath: Folders.fixtures.appending(place).appending(name).string,
          toPath: folder.path.appending(name).string)
      }
    }
    let tiny = ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3"))
    let options = EncodeOptions(outputs: .all)
    let old = try await Embedder(model: ModelDirectory(path: folder.path))
      .encode(["the lighthouse"], options: options)
    #expect(old == (try await Embedder(model: tiny).encode(["the lighthouse"], options: options)))
  }
}
