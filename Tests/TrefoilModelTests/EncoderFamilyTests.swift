import SystemPackage
import TrefoilTesting
import Testing
import TrefoilCheckpoint
import TrefoilCore
import TrefoilModel
import TrefoilTensor

/// A third family stands beside the two that are shipped, and nothing else is told of it.
@Suite("Encoder families")
struct EncoderFamilyTests {
  /// DistilBERT's names, without token types, and positions from zero.
  private static let distil = EncoderFamily(
    name: "distil", modelTypes: ["distilbert", "distil"], positions: .fromZero,
    tensors: EncoderTensorNames(
      roots: ["embeddings.", "transformer."],
      wordEmbeddings: "embeddings.word_embeddings",
      positionEmbeddings: "embeddings.position_embeddings", typeEmbeddings: nil,
      embeddingNorm: "embeddings.LayerNorm", layers: "transformer.layer",
      query: "attention.q_lin", key: "attention.k_lin", value: "attention.v_lin",
      attentionOutput: "attention.out_lin", attentionNorm: "sa_layer_norm",
      intermediate: "ffn.lin1", output: "ffn.lin2", outputNorm: "output_layer_norm"))

  private static let names = [
    ("encoder.layer", "transformer.layer"), ("attention.self.query", "attention.q_lin"),
    ("attention.self.key", "attention.k_lin"), ("attention.self.value", "attention.v_lin"),
    ("attention.output.dense", "attention.out_lin"),
    ("attention.output.LayerNorm", "sa_layer_norm"), ("intermediate.dense", "ffn.lin1"),
    ("output.dense", "ffn.lin2"), ("output.LayerNorm", "output_layer_norm"),
  ]

  private static let types = "embeddings.token_type_embeddings.weight"

  /// The small model under the third family's names.
  private static func renamed(prefix: String) -> SmallModel {
    var model = SmallModel(format: .single)
    model.remove(types)
    model.rename { name in
      guard !name.contains("_linear") else { return name }
      return prefix
        + names.reduce(name) { name, pair in
          guard let range = name.firstRange(of: pair.0) else { return name }
          return name[..<range.lowerBound] + pair.1 + name[range.upperBound...]
        }
    }
    return model
  }

  /// The small model as BERT has it, with token types that change nothing.
  private static func bert() -> SmallModel {
    var model = SmallModel(format: .single)
    for place in 0..<8 { model.set(0, at: place, of: types) }
    return model
  }

  private func write(
    _ model: SmallModel, type: String, to folder: TemporaryDirectory
  ) throws {
    try folder.write(configurationJSON(["model_type": type]), to: "config.json")
    try folder.write(model.safetensors, to: "model.safetensors")
  }

  /// What a folder's model makes of two texts.
  private func results(
    _ folder: FilePath, families: [EncoderFamily], _ precision: Precision
  ) async throws -> [EncoderResult] {
    let configuration = try ModelConfiguration(directory: folder, families: families)
    let checkpoint = try Checkpoint.open(
      directory: folder, layout: configuration.encoder.family.layout)
    let team = ThreadTeam(count: 1)
    let encoder = try TransformerEncoder(
      checkpoint, configuration, precision: precision, team: team)
    return try await CPUBackend(encoder, team: team).embed(
      PackedBatch([[2, 5, 1, 7, 3], [2, 3]]),
      EncoderRequest(outputs: .all, tokenWeights: true, weightless: [2, 3]))
  }

  @Test(
    "a third one, with names and positions of its own, gives the bits that BERT gives",
    arguments: Precision.allCases, ["", "distilbert."])
  func third(precision: Precision, prefix: String) async throws {
    let (one, other) = (try TemporaryDirectory(), try TemporaryDirectory())
    try write(Self.bert(), type: "bert", to: one)
    try write(Self.renamed(prefix: prefix), type: "distil", to: other)
    let families = EncoderFamily.all + [Self.distil]
    let expected = try await results(one.path, families: families, precision)
    #expect(try await results(other.path, families: families, precision) == expected)
    #expect(expected[0].dense?.count == 8 && expected[0].tokenVectors?.count == 4)
  }

  @Test("a third one is converted and packed like the others", arguments: Precision.allCases)
  func packed(precision: Precision) async throws {
    let (folder, target) = (try TemporaryDirectory(), try TemporaryDirectory())
    try write(Self.renamed(prefix: ""), type: "distilbert", to: folder)
    let configuration = try ModelConfiguration(directory: folder.path, families: [Self.distil])
    let output = target.path.appending("packed")
    try await ModelConverter(
      model: folder.path, configuration: configuration, tokenizerFiles: [], files: []
    ).convert(to: output, precision: precision)
    #expect(
      try await results(output, families: [Self.distil], precision)
        == results(folder.path, families: [Self.distil], precision))
  }

  @Test("one that nobody knows is an error that lists those that are known")
  func unknown() throws {
    let folder = try TemporaryDirectory()
    try write(Self.bert(), type: "distil", to: folder)
    let path = folder.path.appending("config.json")
    #expect(
      throws: ConfigurationError.unsupported(
        file: path, key: "model_type", found: "distil", supported: "“xlm-roberta” and “bert”")
    ) { try ModelConfiguration(directory: folder.path) }
  }

  @Test("a tensor that is missing is named as the family names it")
  func missing() async throws {
    let folder = try TemporaryDirectory()
    var model = Self.renamed(prefix: "distilbert.")
    model.remove("distilbert.transformer.layer.1.ffn.lin2.bias")
    try write(model, type: "distil", to: folder)
    await #expect(
      throws: CheckpointError.missingTensor(
        name: "transformer.layer.1.ffn.lin2.bias", directory: folder.path)
    ) { try await results(folder.path, families: [Self.distil], .exact) }
  }

  @Test("tokens carry lexical weight but for those that the request names")
  func weightless() async throws {
    let folder = try TemporaryDirectory()
    try SmallModel(format: .single).write(to: folder)
    let configuration = try ModelConfiguration(directory: folder.path)
    let checkpoint = try Checkpoint.open(
      directory: folder.path, layout: configuration.encoder.family.layout)
    let team = ThreadTeam(count: 1)
    let backend = CPUBackend(
      try TransformerEncoder(checkpoint, configuration, precision: .exact, team: team), team: team)
    // No number is special: all sixteen ids, each dropped in turn.
    let batch = PackedBatch([(0..<16).map { TokenID($0) }])
    func weights(_ weightless: Set<TokenID>) async throws -> LexicalWeights {
      let request = EncoderRequest(outputs: .sparse, weightless: weightless)
      return try #require(try await backend.embed(batch, request)[0].lexicalWeights)
    }
    let all = try await weights([])
    #expect(all.tokenIDs.contains { $0 < 4 } && all.count > 4)
    for dropped in all.tokenIDs {
      let rest = try await weights([dropped])
      #expect(rest.tokenIDs == all.tokenIDs.filter { $0 != dropped })
      #expect(rest.weights.count == all.weights.count - 1)
    }
  }
}
