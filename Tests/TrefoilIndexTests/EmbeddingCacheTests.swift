import Foundation
import Synchronization
import SystemPackage
import TrefoilTesting
import Testing
import Trefoil
import TrefoilEvaluation
import TrefoilFiles
import TrefoilIndex

@Suite("Embedding cache")
struct EmbeddingCacheTests {
  private let folder: TemporaryDirectory
  private let embedder: Embedder
  /// The most texts that are committed together.
  private static let part = 512

  init() throws {
    folder = try TemporaryDirectory()
    embedder = try TinyCollection.embedder()
  }

  private func encoder() throws -> CollectionEncoder {
    CollectionEncoder(embedder: embedder, cache: try EmbeddingCache(directory: folder.path))
  }

  private func encode(
    _ texts: [Document], _ options: CollectionOptions = CollectionOptions(role: .passage)
  ) async throws -> EmbeddedCollection {
    try await encoder().encode(texts, options: options)
  }

  private static func all(_ collection: EmbeddedCollection) throws -> [Embedding?] {
    try collection.embeddings(0..<collection.count)
  }

  /// The files whose names end so.
  private func files(_ ending: String) -> [FilePath] {
    let names = FileManager.default.enumerator(atPath: folder.path.string)?.compactMap {
      $0 as? String
    }
    return (names ?? []).sorted().filter { $0.hasSuffix(ending) }.map {
      folder.path.appending($0)
    }
  }

  private static func bytes(_ path: FilePath) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
  }

  private static func write(_ bytes: [UInt8], to path: FilePath) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
  }

  @Test("gives a second call the same numbers, and encodes nothing")
  func second() async throws {
    let texts = try TinyCollection.dataset().passages
    let fresh = try await CollectionEncoder(embedder: embedder, cache: nil).encode(
      texts, options: CollectionOptions(role: .passage))
    let first = try await encode(texts)
    let second = try await encode(texts)
    #expect(first.encodedCount == texts.count && second.encodedCount == 0)
    let numbers = try Self.all(fresh)
    #expect(try Self.all(first) == numbers && Self.all(second) == numbers)
    #expect(second.tokenCount == fresh.tokenCount && second.truncatedCount == fresh.truncatedCount)
    #expect(fresh.truncatedCount == 1)
  }

  @Test("keeps dense vectors as the model gives them, the rest as fp16")
  func exactness() async throws {
    let texts = try TinyCollection.dataset().passages
    let fresh = try await embedder.encode(
      texts.map(\.content), options: EncodeOptions(outputs: .all, role: .passage))
    for (kept, fresh) in zip(try Self.all(try await encode(texts)), fresh) {
      let kept = try #require(kept)
      #expect(kept.dense == fresh.dense)
      let (own, other) = (try #require(kept.lexicalWeights), try #require(fresh.lexicalWeights))
      #expect(own.tokenIDs == other.tokenIDs)
      #expect(own.weights == other.weights.map { Float(Float16($0)) })
      #expect(
        kept.tokenVectors?.values == fresh.tokenVectors?.values.map { Float(Float16($0)) })
    }
  }

  @Test(
    "encodes again what was in a damaged file, and that alone",
    arguments: ["flipped", "cut", "grown", "empty", "removed", "zeros"])
  func damaged(part: String) async throws {
    let texts = TinyCollection.texts(7)
    let numbers = try Self.all(try await encode(texts))
    let file = try #require(files(".segment").first)
    _ = try await encode(TinyCollection.texts(9))
    var bytes = try Self.bytes(file)
    switch part {
    case "flipped": bytes[bytes.count / 2] ^= 1
    case "cut": bytes.removeLast()
    case "grown": bytes.append(0)
    case "empty": bytes = []
    case "zeros": bytes = [UInt8](repeating: 0, count: bytes.count)
    default: break
    }
    if part == "removed" {
      try FileManager.default.removeItem(atPath: file.string)
    } else {
      try Self.write(bytes, to: file)
    }
    let second = try await encode(texts)
    #expect(second.rebuilt == [file] && second.encodedCount == 7)
    #expect(try Self.all(second) == numbers)
    let third = try await encode(TinyCollection.texts(9))
    #expect(third.rebuilt.isEmpty && third.encodedCount == 0)
  }

  @Test("begins anew where its catalogue is damaged", arguments: ["zeros", "empty", "text"])
  func damagedCatalogue(part: String) async throws {
    let texts = TinyCollection.texts(7)
    let numbers = try Self.all(try await encode(texts))
    let file = try #require(files("catalogue.sqlite").first)
    let size = try Self.bytes(file).count
    let bytes = ["zeros": [UInt8](repeating: 0, count: size), "text": Array("nothing".utf8)]
    for file in files("-wal") + files("-shm") {
      try FileManager.default.removeItem(atPath: file.string)
    }
    try Self.write(bytes[part] ?? [], to: file)
    let second = try await encode(texts)
    #expect(second.rebuilt == [file.removingLastComponent()] && second.encodedCount == 7)
    #expect(try Self.all(second) == numbers)
    #expect(try await encode(texts).rebuilt.isEmpty)
  }

  @Test("encodes a changed text alone, in whatever order and data set the others stand")
  func changed() async throws {
    var texts = TinyCollection.texts(Self.part + 20)
    #expect(try await encode(texts).encodedCount == texts.count)
    texts[Self.part + 3] = Document(id: "p", text: "the door is painted")
    let others = texts.reversed().map { Document(id: "other \($0.id)", text: $0.text) }
    #expect(try await encode(others).encodedCount == 1)
  }

  @Test("serves texts that stand twice")
  func twice() async throws {
    let texts = TinyCollection.texts(3) + TinyCollection.texts(3)
    let found = try await encode(texts)
    #expect(found.count == 6 && found.encodedCount == 3)
    let numbers = try Self.all(found)
    #expect(numbers[0] != nil && Array(numbers[..<3]) == Array(numbers[3...]))
  }

  @Test("goes on where a cancelled call was")
  func cancelled() async throws {
    let texts = TinyCollection.texts(3 * Self.part)
    let encoder = try encoder()
    let task = Mutex<Task<EmbeddedCollection, any Error>?>(nil)
    task.withLock { task in
      task = Task {
        try await encoder.encode(texts, options: CollectionOptions(role: .passage)) { step in
          // Within the second part.
          if step.textsDone > Self.part { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
    }
    let running = try #require(task.withLock { $0 })
    await #expect(throws: CancellationError.self) { try await running.value }
    let counted = Mutex(0)
    let resumed = try await encoder.encode(
      texts, options: CollectionOptions(role: .passage)
    ) { step in
      counted.withLock { $0 = step.tokensDone }
      #expect(step.textsDone >= Self.part)
    }
    #expect(resumed.encodedCount == 2 * Self.part)
    // Texts of equal tokens are encoded once a part.
    let tokens = try texts.map { try embedder.tokenizer.tokenize($0.text).tokenIDs }
    let encoded = [Self.part, 2 * Self.part].flatMap { Set(tokens[$0..<$0 + Self.part]) }
    #expect(counted.withLock { $0 } == encoded.reduce(0) { $0 + $1.count })
    let whole = try await CollectionEncoder(embedder: embedder, cache: nil).encode(
      texts, options: CollectionOptions(role: .passage))
    #expect(try Self.all(resumed) == Self.all(whole))
  }

  @Test("serves several encoders at once")
  func concurrent() async throws {
    let texts = TinyCollection.texts(40)
    let encoder = try encoder()
    let found = try await withThrowingTaskGroup(of: [Embedding?].self) { group in
      for _ in 0..<4 {
        group.addTask {
          try Self.all(
            try await encoder.encode(texts, options: CollectionOptions(role: .passage)))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(found.allSatisfy { $0 == found[0] && !$0.contains(nil) })
    #expect(try await encode(texts).encodedCount == 0)
    #expect(EmbeddingCache.entries(in: folder.path).count == 1)
  }

  @Test("keeps apart what was encoded in other ways")
  func options() async throws {
    let texts = TinyCollection.texts(4)
    let late = try PassageWindows(length: 16, overlap: 2, pooling: .late)
    let max = try PassageWindows(length: 16, overlap: 2, pooling: .max)
    let ways = [
      CollectionOptions(role: .passage), CollectionOptions(role: .query),
      CollectionOptions(role: .passage, maxLength: 5),
      CollectionOptions(role: .passage, maxLength: 5, truncation: .tail),
      CollectionOptions(role: .passage, windows: late),
      CollectionOptions(role: .passage, windows: max),
    ]
    for (index, way) in ways.enumerated() {
      #expect(try await encode(texts, way).encodedCount == 4)
      #expect(EmbeddingCache.entries(in: folder.path).count == index + 1)
    }
  }

  @Test("serves a call for less from what has more")
  func lessOutputs() async throws {
    let texts = TinyCollection.texts(4)
    _ = try await encode(texts)
    let dense = try await encode(texts, CollectionOptions(outputs: .dense, role: .passage))
    #expect(dense.encodedCount == 0)
  }

  @Test("tells models apart by what is in their files")
  func models() async throws {
    let copy = folder.path.appending("model")
    try FileManager.default.copyItem(
      atPath: Folders.fixtures.appending("tiny-bge-m3").string, toPath: copy.string)
    let texts = TinyCollection.texts(2)
    _ = try await encode(texts)
    func again() async throws -> Int {
      try await CollectionEncoder(
        embedder: try Embedder(model: ModelDirectory(path: copy)),
        cache: try EmbeddingCache(directory: folder.path)
      ).encode(texts, options: CollectionOptions(role: .passage)).encodedCount
    }
    #expect(try await again() == 0)
    try ModelSettings(weights: .equal).write(to: copy.appending(ModelSettings.fileName))
    #expect(try await again() == 0, "hybrid weights change no embedding")
    let config = copy.appending("config.json")
    try Self.write(try Self.bytes(config) + [0x0A], to: config)
    #expect(try await again() == 2)
  }

  @Test("lists what it keeps, which opens like any index, and removes it, but nothing else")
  func entries() async throws {
    _ = try await encode(TinyCollection.texts(3))
    let entry = try #require(EmbeddingCache.entries(in: folder.path).first)
    let path = folder.path.appending(entry.name)
    #expect(entry.model == embedder.model.path.string && entry.byteCount > 0)
    let hits = try await Index.open(path, embedder: embedder).search(
      "the keeper counts 2 boats", options: SearchOptions(mode: .dense))
    #expect(Set(hits.map(\.document.text)) == Set(TinyCollection.texts(3).map(\.text)))
    let mine = path.appending("notes.txt")
    try Self.write([1], to: mine)
    try EmbeddingCache.remove(entry, in: folder.path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: path.string) == ["notes.txt"])
    try FileManager.default.removeItem(atPath: mine.string)
    try EmbeddingCache.remove(entry, in: folder.path)
    #expect(!FileManager.default.fileExists(atPath: path.string))
  }

  @Test("in a place where nothing can be made is a typed error")
  func nowhere() throws {
    let file = try folder.write([0], to: "file")
    #expect(throws: EmbeddingCacheError.self) {
      try EmbeddingCache(directory: file.appending("cache"))
    }
    #expect(throws: EmbeddingCacheError.noHome) { try EmbeddingCache.locate(environment: [:]) }
    let named = try EmbeddingCache.locate("there", environment: ["HOME": "/home/a"])
    #expect(named == "there/evaluations")
    let home = try EmbeddingCache.locate(environment: ["HOME": "/home/a"])
    #expect(home == "/home/a/.cache/trefoil/evaluations")
  }
}
