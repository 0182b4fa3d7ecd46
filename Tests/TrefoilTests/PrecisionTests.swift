import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import Trefoil
import TrefoilTensor

/// How far a precision may be from `exact`.
struct PrecisionBound: Sendable {
  let precision: Precision
  /// The least cosine of a dense vector, and of a ColBERT row.
  let dense: Double
  let colbert: Double
  /// The largest difference of a lexical weight.
  let lexical: Float
}

/// A model, what it is measured with, and what its precisions promise.
struct PrecisionCase: Sendable {
  let folder: FilePath
  let texts: [String]
  let bounds: [PrecisionBound]

  /// The project's own models: two layers of 32 and 24 columns, with weights as large as the
  /// numbers they meet, so that lexical weights reach 1.7 and move further than a real model's.
  static let tiny = ["tiny-bge-m3", "tiny-bert"].map {
    PrecisionCase(
      folder: Folders.fixtures.appending($0), texts: PrecisionTexts.short,
      bounds: [
        PrecisionBound(precision: .balanced, dense: 0.99999, colbert: 0.9999, lexical: 5e-3),
        PrecisionBound(precision: .fast, dense: 0.999, colbert: 0.999, lexical: 0.1),
      ])
  }

  /// Real weights, with their outlier channels.
  static func standard() throws -> PrecisionCase {
    PrecisionCase(
      folder: try #require(Folders.defaultModel), texts: PrecisionTexts.all,
      bounds: [
        PrecisionBound(precision: .balanced, dense: 0.99999, colbert: 0.9999, lexical: 1e-3),
        PrecisionBound(precision: .fast, dense: 0.999, colbert: 0.99, lexical: 0.02),
      ])
  }

  func embedder(_ precision: Precision, threads: Int? = nil, maxBatchTokens: Int = 2048) throws
    -> Embedder
  {
    try Embedder(
      model: ModelDirectory(path: folder),
      options: EmbedderOptions(
        threads: threads, maxBatchTokens: maxBatchTokens, precision: precision))
  }

  /// The worst of what the texts show against `exact`, held to its bound.
  func expectClose() async throws {
    let reference = try embedder(.exact)
    let options = EncodeOptions(outputs: reference.outputs)
    let exact = try await reference.encode(texts, options: options)
    for bound in bounds {
      let found = try await embedder(bound.precision).encode(texts, options: options)
      var (dense, colbert, lexical) = (1.0, 1.0, Float(0))
      for (one, other) in zip(found, exact) {
        dense = min(dense, cosine(try #require(one.dense), try #require(other.dense)))
        if let one = one.tokenVectors, let other = other.tokenVectors {
          #expect(one.count == other.count)
          for row in 0..<one.count {
            colbert = min(colbert, cosine(Array(one[row]), Array(other[row])))
          }
        }
        if let one = one.lexicalWeights, let other = other.lexicalWeights {
          for id in Set(one.tokenIDs).union(other.tokenIDs) {
            lexical = max(lexical, abs(one[id] - other[id]))
          }
        }
      }
      #expect(dense >= bound.dense, "dense, \(bound.precision)")
      #expect(colbert >= bound.colbert, "ColBERT, \(bound.precision)")
      #expect(lexical <= bound.lexical, "lexical, \(bound.precision)")
    }
  }

  /// Expects each text's outputs to be the same bits in any batch and on any number of threads.
  ///
  /// The longest text has more rows than a block, so both ways of sharing work are met.
  func expectSameBits(_ precision: Precision) async throws {
    let reference = try embedder(precision, threads: 1, maxBatchTokens: 1)
    let options = EncodeOptions(outputs: reference.outputs)
    let alone = try await reference.encode(texts, options: options)
    for threads in 1...3 {
      for maxBatchTokens in [40, 300, 4096] {
        let embedder = try embedder(
          precision, threads: threads, maxBatchTokens: maxBatchTokens)
        let together = try await embedder.encode(texts, options: options)
        for (text, (one, other)) in zip(alone, together).enumerated() {
          let isSame = one == other
          #expect(isSame, "text \(text), \(threads) threads, \(maxBatchTokens) tokens a batch")
        }
      }
    }
  }

  /// Expects the dense vectors to be the same bits alone and beside the other outputs.
  func expectDenseAlone(_ precision: Precision) async throws {
    let embedder = try embedder(precision)
    let all = try await embedder.encode(texts, options: EncodeOptions(outputs: embedder.outputs))
    let dense = try await embedder.encode(texts, options: EncodeOptions(outputs: .dense))
    for (text, (one, other)) in zip(dense, all).enumerated() {
      let isSame = one.dense == other.dense
      #expect(isSame, "text \(text)")
    }
  }
}

/// Texts of several languages and lengths.
enum PrecisionTexts {
  static let short = [
    "", "a", "What is a multi-vector model?",
    "The lighthouse keeper wrote down the weather every evening before he lit the lamp.",
    "Le gardien du phare notait le temps chaque soir.",
    "Der Leuchtturmwärter schrieb jeden Abend das Wetter auf, bevor er die Lampe anzündete.",
    "灯塔看守人每天晚上点灯之前都会记下天气。",
    "Смотритель маяка каждый вечер записывал погоду.",
    "كان حارس المنارة يدوّن حالة الطقس كل مساء قبل أن يشعل المصباح.",
    "प्रकाशस्तंभ का रखवाला हर शाम मौसम लिखता था।",
    "for (size_t i = 0; i < n; i++) sum += a[i] * b[i];  // 3.14159, 2^-24",
  ]

  static let all =
    short + [
      // About 100 and 500 tokens: one block of rows and several.
      [String](repeating: short[3] + " " + short[5], count: 3).joined(separator: " "),
      [String](repeating: short[3] + " " + short[4] + " " + short[6], count: 11)
        .joined(separator: " "),
    ]
}

@Suite("Precisions")
struct PrecisionTests {
  @Test("are as close to exact as they say, tiny models", arguments: PrecisionCase.tiny)
  func tinyCloseness(model: PrecisionCase) async throws {
    try await model.expectClose()
  }

  @Test(
    "are as close to exact as they say, default model",
    .enabled(if: Folders.defaultModel != nil, "there is no default model"))
  func closeness() async throws {
    try await PrecisionCase.standard().expectClose()
  }

  @Test(
    "a text's outputs are the same bits in any batch, on any number of threads, tiny models",
    .enabled(if: InstructionSet.best != .scalar, "OpenBLAS' sums depend on the number of rows"),
    arguments: PrecisionCase.tiny, Precision.allCases)
  func tinySameBits(model: PrecisionCase, precision: Precision) async throws {
    try await model.expectSameBits(precision)
  }

  @Test(
    "a text's outputs are the same bits in any batch, on any number of threads, default model",
    .enabled(
      if: Folders.defaultModel != nil && InstructionSet.best != .scalar,
      "there is no default model, or no vector kernels"),
    arguments: Precision.allCases)
  func sameBits(precision: Precision) async throws {
    try await PrecisionCase.standard().expectSameBits(precision)
  }

  @Test(
    "dense vectors alone are the bits that they are beside the other outputs",
    .enabled(if: InstructionSet.best != .scalar, "OpenBLAS' sums depend on the number of rows"),
    arguments: ["cls", "lasttoken", "mean"], Precision.allCases)
  func denseAlone(pooling: String, precision: Precision) async throws {
    let folder = try TemporaryDirectory()
    try folder.link(
      Folders.fixtures.appending("tiny-bge-m3"), without: ["1_Pooling", "pytorch_model.bin"])
    try FileManager.default.createDirectory(
      atPath: folder.path.appending("1_Pooling").string, withIntermediateDirectories: true)
    let json = "{\"word_embedding_dimension\": 32, \"pooling_mode\": \"\(pooling)\"}"
    try folder.write(json.utf8, to: "1_Pooling/config.json")
    let model = PrecisionCase(folder: folder.path, texts: PrecisionTexts.short, bounds: [])
    try await model.expectDenseAlone(precision)
  }

  @Test(
    "dense vectors alone are the bits that they are beside the other outputs, default model",
    .enabled(
      if: Folders.defaultModel != nil && InstructionSet.best != .scalar,
      "there is no default model, or no vector kernels"),
    arguments: Precision.allCases)
  func denseAlone(precision: Precision) async throws {
    try await PrecisionCase.standard().expectDenseAlone(precision)
  }

  @Test("equal texts are encoded once and are equal", arguments: Precision.allCases)
  func duplicates(precision: Precision) async throws {
    let embedder = try PrecisionCase.tiny[0].embedder(precision)
    let found = try await embedder.encode(
      ["b", "a", "b"], options: EncodeOptions(outputs: .all))
    #expect(found[0] == found[2] && found[0] != found[1])
  }

  @Test("the standard one is balanced where there are vector kernels, else exact")
  func standard() async throws {
    #expect(Precision.standard == (InstructionSet.best == .scalar ? .exact : .balanced))
    let embedder = try Embedder(model: ModelDirectory(path: PrecisionCase.tiny[0].folder))
    #expect(embedder.precision == .standard)
    await #expect(processExitsWith: .success) {
      setenv(InstructionSet.environmentVariable, "scalar", 1)
      #expect(Precision.standard == .exact)
    }
  }

  @Test(
    "are as close on every instruction set that is forced", arguments: InstructionSet.available)
  func forced(set: InstructionSet) async {
    // The choice is made once a process, so each set has a process of its own.
    await #expect(processExitsWith: .success) { [name = set.rawValue as String] in
      setenv(InstructionSet.environmentVariable, name, 1)
      for model in PrecisionCase.tiny {
        try await model.expectClose()
        for precision in Precision.allCases where name != "scalar" || precision != .exact {
          try await model.expectSameBits(precision)
        }
      }
    }
  }
}

extension TemporaryDirectory {
  /// Links what another folder holds, but for some names.
  fileprivate func link(_ folder: FilePath, without dropped: Set<String>) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.string)
    where !dropped.contains(name) {
      try FileManager.default.createSymbolicLink(
        atPath: path.appending(name).string,
        withDestinationPath: folder.appending(name).string)
    }
  }
}
