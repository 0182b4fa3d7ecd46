internal import SystemPackage
public import TrefoilCheckpoint
public import TrefoilCore
internal import TrefoilFiles
public import TrefoilModel
public import TrefoilScoring
public import TrefoilTensor
public import TrefoilText

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A model that is open and gives texts their embeddings.
///
/// It may be used from several tasks at once; their passes take turns, and short ones share them. A text's vectors depend on
/// that text alone, whatever else is encoded beside it.
public final class Embedder: Sendable {
  /// The model's directory.
  public let model: ModelDirectory
  /// What the model's own files say of it.
  public let configuration: ModelConfiguration
  /// Trefoil's own settings of the model.
  public let settings: ModelSettings
  /// What is put before texts of each role.
  public let instructions: Instructions
  /// The model's tokenizer.
  public let tokenizer: any Tokenizer
  /// The outputs for which the model has heads; dense is always one of them.
  public let outputs: EmbeddingOutputs
  /// The instruction set whose kernels this process runs.
  public let instructionSet: InstructionSet
  /// How exact the products are.
  public let precision: Precision
  /// What the model's weights amount to.
  public let weightSummary: WeightSummary

  /// The threads that share the model's work.
  package let team: ThreadTeam
  let maxBatchTokens: Int
  let queue: EncoderQueue

  /// Opens a model: reads its configuration and tokenizer, and maps its weights.
  ///
  /// - Throws: `EmbedderError`, `ConfigurationError`, `TokenizerError` or `CheckpointError`,
  ///   each naming the file; `InstructionSetError` if the environment asks for the impossible.
  public init(model: ModelDirectory, options: EmbedderOptions = EmbedderOptions()) throws {
    precondition(options.threads ?? 1 >= 1, "\(options.threads ?? 1) threads")
    precondition(options.maxBatchTokens >= 1, "\(options.maxBatchTokens) tokens a batch")
    KernelBuild.warnIfSlow()
    let environment = ProcessInfo.processInfo
    instructionSet = try InstructionSet.chosen(environment: environment.environment)
    let directory = try model.existing().path

    self.model = model
    configuration = try ModelConfiguration(directory: directory)
    let own = try ModelSettings(directory: directory)
    settings = options.settings.map { own.overridden(by: $0) } ?? own
    instructions = Instructions(configuration, settings, options)
    let folder = directory.inside(configuration.encoderFolder)
    let vocabulary = try TokenizerFile.found(in: folder)
    team = ThreadTeam(count: options.threads ?? ThreadTeam.standardCount)
    // Reading the vocabulary takes a fifth of a second, which the weights need not wait for.
    let loading = BackgroundResult { try vocabulary.open() }
    let weights = Result { [configuration, team] in
      try Self.encoder(directory, configuration, asked: options.precision, team: team)
    }
    let opened = try loading.get()
    ModelNotices.log(
      opened.notices + ModelNotices.sentences(configuration, instructions, model))
    tokenizer = opened.tokenizer
    let size = configuration.encoder.vocabularySize
    guard tokenizer.vocabularySize <= size else {
      throw EmbedderError.vocabularyMismatch(
        tokenizer: tokenizer.vocabularySize, encoder: size, directory: directory)
    }
    let (encoder, summary) = try weights.get()
    weightSummary = summary
    precision = encoder.precision
    outputs = encoder.outputs
    maxBatchTokens = options.maxBatchTokens
    queue = EncoderQueue(CPUBackend(encoder, team: team), maxBatchTokens: maxBatchTokens)
  }

  /// Puts an embedder together of parts that are open already.
  package init(
    model: ModelDirectory, configuration: ModelConfiguration,
    settings: ModelSettings = ModelSettings(), tokenizer: any Tokenizer,
    backend: any EncoderBackend, precision: Precision = .standard,
    weightSummary: WeightSummary = WeightSummary(parameterCount: 0, byteCount: 0),
    team: ThreadTeam, maxBatchTokens: Int = EmbedderOptions().maxBatchTokens
  ) throws {
    instructionSet = try InstructionSet.chosen(environment: ProcessInfo.processInfo.environment)
    self.model = model
    self.configuration = configuration
    self.settings = settings
    instructions = Instructions(configuration, settings, EmbedderOptions())
    self.tokenizer = tokenizer
    self.precision = precision
    self.weightSummary = weightSummary
    self.team = team
    self.maxBatchTokens = maxBatchTokens
    outputs = backend.outputs
    queue = EncoderQueue(backend, maxBatchTokens: maxBatchTokens)
  }

  private static func encoder(
    _ directory: FilePath, _ configuration: ModelConfiguration, asked: Precision?, team: ThreadTeam
  ) throws -> (TransformerEncoder, WeightSummary) {
    let checkpoint = try Checkpoint.open(
      directory: directory.inside(configuration.encoderFolder),
      layout: configuration.encoder.family.layout, root: directory)
    let packed = checkpoint.packing?.precision
    if let asked, let packed, asked != packed {
      throw EmbedderError.packedForAnother(asked: asked, packed: packed, directory: directory)
    }
    let encoder = try TransformerEncoder(
      checkpoint, configuration, precision: asked ?? packed ?? .standard, team: team)
    return (encoder, WeightSummary(checkpoint, configuration.encoder))
  }

  /// Combines scores by these weights, dense ones as the model compares its vectors.
  package func scorer(_ weights: HybridWeights) -> HybridScorer {
    HybridScorer(weights: weights, similarity: configuration.similarity)
  }

  /// What the model's file is packed for; nil for a plain one, which is packed when it is opened.
  public var packing: Packing? { weightSummary.packing }

  /// The most tokens of a text that the model reads, `<s>` and `</s>` included.
  public var maxLength: Int { configuration.maxLength }

  /// The weights by which scores are combined where the caller names none: the model's own, else
  /// one each, over the outputs that the model has.
  public var standardWeights: HybridWeights {
    get throws(ScoringError) {
      try settings.standardWeights.keeping(outputs)
    }
  }

  /// Encodes texts; results come in the order of the texts.
  ///
  /// Equal texts are encoded once. An empty list gives an empty list. It is `prepare` and then
  /// `embed`.
  ///
  /// - Parameters:
  ///   - texts: any texts; an empty one has the tokens that the tokenizer adds.
  ///   - options: what to make of them.
  ///   - progress: called after each batch, from any thread.
  /// - Throws: `EmbedderError` if the model can't give what is asked for, if a text is over the
  ///   limit and the policy is `error`, or if an output is not finite; `TokenizerError`;
  ///   `CancellationError` between batches once the task is cancelled.
  public func encode(
    _ texts: [String],
    options: EncodeOptions = EncodeOptions(),
    progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Embedding] {
    try await embed(try await prepare(texts, options: options), progress: progress)
  }

  /// Checks that the model can give what options ask for; encodes nothing.
  ///
  /// - Throws: `EmbedderError` for the first thing that it can't.
  public func validate(_ options: EncodeOptions) throws(EmbedderError) {
    guard !options.outputs.isEmpty else { throw .noOutputs }
    try require(options.outputs)
    if let asked = options.maxLength, asked < 2 || asked > maxLength {
      throw .lengthOutOfRange(asked: asked, limit: maxLength)
    }
    let hidden = configuration.encoder.hiddenSize
    if let asked = options.dimensions, asked < 1 || asked > hidden {
      throw .dimensionsOutOfRange(asked: asked, limit: hidden)
    }
  }

  /// Throws `EmbedderError.missingHead` for the first of these outputs that the model lacks.
  package func require(_ wanted: EmbeddingOutputs) throws(EmbedderError) {
    for (output, file) in [
      (EmbeddingOutputs.sparse, HeadName.sparse.fileName), (.colbert, HeadName.colbert.fileName),
    ] where wanted.contains(output) && !outputs.contains(output) {
      throw .missingHead(output: output, file: file, directory: model.path)
    }
  }
}
