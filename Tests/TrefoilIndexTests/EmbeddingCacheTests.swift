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

  /// The segments' files.
  private var files: [FilePath] {
    let names = FileManager.default.enumerator(atPath: folder.path.string)?.compactMap {
      $0 as? String
    }
    return (names ?? []).sorted().filter { $0.hasSuffix(".embeddings") }.map {
      folder.path.appending($0)
    }
  }

  private static func bytes(_ path: FilePath) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
  }

  private static func write(_ bytes: [UInt8], to path: FilePath) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
  }

  @Test("gives a second call the same bits, and encodes nothing")
  func second() async throws {
    let texts = try TinyCollection.dataset().passages
    let fresh = try await CollectionEncoder(embedder: embedder, cache: nil).encode(
      texts, options: CollectionOptions(role: .passage))
    let first = try await encode(texts)
    let second = try await encode(texts)
    #expect(first.encodedSegmentCount == 1 && second.encodedSegmentCount == 0)
    let bytes = try TinyCollection.bytes(fresh)
    #expect(try TinyCollection.bytes(first) == bytes && TinyCollection.bytes(second) == bytes)
    #expect(second.tokenCount == fresh.tokenCount && second.truncatedCount == fresh.truncatedCount)
    #expect(fresh.truncatedCount == 1)
  }

  @Test(
    "makes a damaged file again",
    arguments: ["magic", "version", "maker", "count", "data", "checksum", "cut", "grown", "empty"])
  func damaged(part: String) async throws {
    let texts = TinyCollection.texts(7)
    let whole = try TinyCollection.bytes(try await encode(texts))
    let file = try #require(files.first)
    var bytes = try Self.bytes(file)
    let places = ["magic": 0, "version": 7, "maker": 8, "count": 72, "data": bytes.count / 2]
    switch part {
    case "cut": bytes.removeLast()
    case "grown": bytes.append(0)
    case "empty": bytes = []
    default: bytes[places[part] ?? bytes.count - 1] ^= 1
    }
    try Self.write(bytes, to: file)
    let second = try await encode(texts)
    #expect(second.rebuilt == [file] && second.encodedSegmentCount == 1)
    #expect(try TinyCollection.bytes(second) == whole)
    let third = try await encode(texts)
    #expect(third.rebuilt.isEmpty && third.encodedSegmentCount == 0)
  }

  @Test("makes a file again that somebody has grown to a terabyte, without reading it")
  func terabyte() async throws {
    let texts = TinyCollection.texts(3)
    _ = try await encode(texts)
    let file = try #require(files.first)
    let handle = try #require(FileHandle(forUpdatingAtPath: file.string))
    try handle.truncate(atOffset: 1 << 40)
    try handle.close()
    #expect(try await encode(texts).rebuilt == [file])
    #expect(try await encode(texts).encodedSegmentCount == 0)
    // Zeros alone.
    try FileManager.default.removeItem(atPath: file.string)
    try Self.write([], to: file)
    let empty = try #require(FileHandle(forUpdatingAtPath: file.string))
    try empty.truncate(atOffset: 1 << 40)
    try empty.close()
    #expect(try await encode(texts).rebuilt == [file])
  }

  @Test("a directory where a file should be is an error that names it, before anything is encoded")
  func obstructed() async throws {
    let texts = TinyCollection.texts(3)
    _ = try await encode(texts)
    let file = try #require(files.first)
    try FileManager.default.removeItem(atPath: file.string)
    try FileManager.default.createDirectory(
      atPath: file.string, withIntermediateDirectories: true)
    await #expect(throws: EmbeddingCacheError.obstructed(path: file)) {
      try await encode(texts)
    }
  }

  @Test("makes a file again that is whole but of other texts")
  func foreign() async throws {
    let (one, other) = (TinyCollection.texts(7), Array(TinyCollection.texts(8).dropFirst()))
    _ = try await encode(one)
    let file = try #require(files.first)
    _ = try await encode(other)
    let stranger = try #require(files.first { $0 != file })
    try Self.write(try Self.bytes(stranger), to: file)
    let again = try await encode(one)
    #expect(again.rebuilt == [file])
  }

  @Test("believes no count, even where the checksum is right", arguments: 0..<7)
  func hostile(count: Int) async throws {
    let segment = try await encode(TinyCollection.texts(3)).segment(0)
    let digest = Fingerprint.Builder().fingerprint
    let good = SegmentCoding.bytes(of: segment, maker: digest, texts: digest)
    for value in [0, 1, 0x7FFF_FFFF_FFFF_FFFF, UInt64.max] {
      var bytes = Array(good.dropLast(8))
      for byte in 0..<8 {
        bytes[40 + 8 * count + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
      }
      let signed = SegmentCoding.signed(bytes)
      #expect(throws: SegmentFault.inconsistent) {
        try SegmentCoding.segment(from: signed, maker: digest, texts: digest, count: 3)
      }
    }
    _ = try SegmentCoding.segment(from: good, maker: digest, texts: digest, count: 3)
  }

  @Test("encodes the segment of a changed text alone")
  func changed() async throws {
    var texts = TinyCollection.texts(SegmentPlan.texts + 20)
    #expect(try await encode(texts).encodedSegmentCount == 2)
    texts[SegmentPlan.texts + 3] = Document(id: "p", text: "the door is painted")
    #expect(try await encode(texts).encodedSegmentCount == 1)
  }

  @Test("goes on where a cancelled call was")
  func cancelled() async throws {
    let texts = TinyCollection.texts(3 * SegmentPlan.texts)
    let encoder = try encoder()
    let task = Mutex<Task<EmbeddedCollection, any Error>?>(nil)
    task.withLock { task in
      task = Task {
        try await encoder.encode(texts, options: CollectionOptions(role: .passage)) { step in
          // Within the second segment.
          if step.textsDone > SegmentPlan.texts { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
    }
    let running = try #require(task.withLock { $0 })
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(files.count == 1)
    let counted = Mutex(0)
    let resumed = try await encoder.encode(
      texts, options: CollectionOptions(role: .passage)
    ) { step in
      counted.withLock { $0 = step.tokensDone }
      #expect(step.textsDone >= SegmentPlan.texts)
    }
    #expect(resumed.encodedSegmentCount == 2)
    let lengths = try texts.map { try embedder.tokenizer.tokenize($0.text).count }
    #expect(counted.withLock { $0 } == lengths[SegmentPlan.texts...].reduce(0, +))
    let whole = try await CollectionEncoder(embedder: embedder, cache: nil).encode(
      texts, options: CollectionOptions(role: .passage))
    #expect(try TinyCollection.bytes(resumed) == TinyCollection.bytes(whole))
  }

  @Test("serves several encoders at once")
  func concurrent() async throws {
    let texts = TinyCollection.texts(40)
    let encoder = try encoder()
    let found = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
      for _ in 0..<4 {
        group.addTask {
          try TinyCollection.bytes(
            try await encoder.encode(texts, options: CollectionOptions(role: .passage)))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(found).count == 1 && files.count == 1)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: try #require(files.first).removingLastComponent().string)
    #expect(names.allSatisfy { $0.hasSuffix(".embeddings") || $0 == "model.txt" })
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
      #expect(try await encode(texts, way).encodedSegmentCount == 1)
      #expect(files.count == index + 1)
    }
  }

  @Test("serves a call for less from what has more")
  func lessOutputs() async throws {
    let texts = TinyCollection.texts(4)
    _ = try await encode(texts)
    let dense = try await encode(texts, CollectionOptions(outputs: .dense, role: .passage))
    #expect(dense.encodedSegmentCount == 0)
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
      ).encode(texts, options: CollectionOptions(role: .passage)).encodedSegmentCount
    }
    #expect(try await again() == 0)
    try ModelSettings(weights: .equal).write(to: copy.appending(ModelSettings.fileName))
    #expect(try await again() == 0, "hybrid weights change no embedding")
    let config = copy.appending("config.json")
    try Self.write(try Self.bytes(config) + [0x0A], to: config)
    #expect(try await again() == 1)
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
