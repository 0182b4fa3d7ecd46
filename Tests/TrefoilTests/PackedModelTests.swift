import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import Trefoil

@Suite("Packed models")
struct PackedModelTests {
  @Test(
    "give the same bits as their original in the same precision",
    arguments: ["tiny-bge-m3", "tiny-bert"], Precision.allCases)
  func sameBits(name: String, precision: Precision) async throws {
    let folder = try TemporaryDirectory()
    let source = Folders.fixtures.appending(name)
    let output = folder.path.appending("packed")
    try await ModelConverter(model: source).convert(to: output, precision: precision)
    let original = try Embedder(
      model: ModelDirectory(path: source), options: EmbedderOptions(precision: precision))
    let packed = try Embedder(model: ModelDirectory(path: output))
    #expect(packed.precision == precision && packed.packing?.precision == precision)
    #expect(packed.packing?.layout == 1 && original.packing == nil)
    #expect(packed.outputs == original.outputs)
    let texts = ["", "a", "the lighthouse keeper", "灯塔看守人每天晚上点灯。"]
    let options = EncodeOptions(outputs: packed.outputs)
    let (one, other) = (
      try await original.encode(texts, options: options),
      try await packed.encode(texts, options: options)
    )
    #expect(one == other)

    let asked = EmbedderOptions(precision: precision)
    #expect(
      try Embedder(model: ModelDirectory(path: output), options: asked).precision == precision)
    let summaries = [original, packed].map(\.weightSummary)
    let counts = summaries.map(\.parameterCount)
    // BERT's own checkpoint holds a pooler too, which the encoder does not read.
    #expect(name == "tiny-bert" ? counts[0] >= counts[1] : counts[0] == counts[1])
    #expect(summaries[0].colbertDimension == summaries[1].colbertDimension)
  }

  @Test("asked for another precision say what to do")
  func anotherPrecision() async throws {
    let folder = try TemporaryDirectory()
    let output = folder.path.appending("packed")
    try await ModelConverter(model: Folders.fixtures.appending("tiny-bert"))
      .convert(to: output, precision: .fast)
    let error = #expect(throws: EmbedderError.self) {
      try Embedder(
        model: ModelDirectory(path: output), options: EmbedderOptions(precision: .exact))
    }
    #expect(
      error == .packedForAnother(asked: .exact, packed: .fast, directory: output))
    #expect("\(try #require(error))".contains("--precision exact"))
  }

  @Test("are not made of a model without a tokenizer, which is named")
  func withoutTokenizer() throws {
    let folder = try TemporaryDirectory()
    try SmallModel(format: .half).write(to: folder)
    let tokenizer = folder.path.appending("sentencepiece.bpe.model")
    try FileManager.default.removeItem(atPath: tokenizer.string)
    #expect(throws: TokenizerError.missing(directory: folder.path)) {
      try ModelConverter(model: folder.path)
    }
  }

  @Test("have the tokenizer's files and Trefoil's settings of their original")
  func sideFiles() async throws {
    let folder = try TemporaryDirectory()
    let source = folder.path.appending("model")
    try FileManager.default.copyItem(
      atPath: Folders.tinyModel.string, toPath: source.string)
    try folder.write(#"{"<s>": 0}"#, to: "model/added_tokens.json")
    try folder.write(#"{"weights": {"dense": 1}}"#, to: "model/trefoil.json")
    let names = ["sentencepiece.bpe.model", "added_tokens.json", "trefoil.json"]
    let output = folder.path.appending("packed")
    try await ModelConverter(model: source).convert(to: output, precision: .exact)
    for name in names {
      #expect(try folder.read("packed/" + name) == folder.read("model/" + name))
    }
  }
}
