public import SystemPackage
internal import TrefoilCheckpoint
internal import TrefoilFiles
internal import TrefoilFormats
public import TrefoilTensor

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Makes a directory that opens by mapping alone: one file with the heads inside, fp16 or packed for
/// one precision, and the model's tokenizer and settings as they were.
public struct ModelConverter: Sendable {
  /// How far a conversion has come.
  public struct Progress: Equatable, Sendable {
    /// The tensors written so far.
    public let tensorsDone: Int
    /// The tensors of the model.
    public let tensorsTotal: Int
  }

  private let source: FilePath
  private let checkpoint: Checkpoint
  private let configuration: EncoderConfiguration
  private let files: [String]

  /// The files, in addition to `config.json` and the weights, that are taken along where they are.
  private static let sideFiles = [
    "modules.json", "sentence_bert_config.json", "config_sentence_transformers.json", "LICENSE",
    "README.md", "ORIGIN.md",
  ]

  /// Opens the model that is to be converted.
  ///
  /// - Parameters: `files` names those of the tokenizer, and others that are taken along where they
  ///   are.
  /// - Throws: `CheckpointError` or `ConversionError`, as opening it would.
  package init(
    model source: FilePath, configuration: EncoderConfiguration, files: [String]
  ) throws {
    self.source = source
    self.configuration = configuration
    self.files = files
    checkpoint = try Checkpoint.open(directory: source, layout: configuration.family.layout)
    if let packing = checkpoint.packing {
      throw ConversionError.alreadyPacked(path: source, precision: packing.precision)
    }
  }

  /// Writes the converted model to a directory that does not exist yet.
  ///
  /// It appears under its name once it is whole, or not at all. The work has a thread of its own.
  ///
  /// - Parameters:
  ///   - output: the directory to create.
  ///   - precision: what to pack the products for, so that opening the model converts nothing; nil
  ///     for a plain fp16 checkpoint, which runs in every precision and which other tools read.
  ///   - progress: called after each tensor, from any thread.
  /// - Throws: `CheckpointError` for a tensor that is missing, has another shape or holds a number
  ///   that fp16 cannot hold; `ConversionError` for the output; `CancellationError` between
  ///   tensors once the task is cancelled.
  @discardableResult
  public func convert(
    to output: FilePath, precision: Precision? = nil,
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> ConvertedModel {
    try await ConversionWorker().run {
      try write(to: output, precision: precision, progress)
    }
  }

  private func write(
    to output: FilePath, precision: Precision?, _ progress: (Progress) -> Void
  ) throws -> ConvertedModel {
    guard !output.exists else { throw ConversionError.outputExists(output) }
    let plan = try ConversionPlan(checkpoint, configuration, precision)
    do {
      let directory = try AtomicDirectory(path: output)
      let bytes = try write(
        plan, to: directory.makeFile(FilePath(ConvertedModel.weightsName)), progress)
      try writeConfiguration(to: directory)
      try copySideFiles(to: directory)
      try directory.commit()
      return ConvertedModel(
        directory: output, tensorCount: plan.pieces.count, byteCount: bytes)
    } catch let error as Errno {
      throw ConversionError.cannotWrite(path: output, reason: "\(error)")
    } catch FileError.cannotCreate(_, let reason), FileError.cannotWrite(_, let reason) {
      throw ConversionError.cannotWrite(path: output, reason: reason)
    }
  }

  private func write(
    _ plan: ConversionPlan, to file: AtomicFile, _ progress: (Progress) -> Void
  ) throws -> Int {
    let team = ThreadTeam(count: ThreadTeam.standardCount)
    var pieces = PieceWriter(checkpoint, configuration, team: team)
    var done = 0
    let bytes = try SafetensorsWriter.write(
      plan.pieces.map(\.entry), metadata: plan.metadata, to: file
    ) { _, descriptor in
      try Task.checkCancellation()
      try pieces.write(plan.pieces[done], to: descriptor)
      done += 1
      progress(Progress(tensorsDone: done, tensorsTotal: plan.pieces.count))
    }
    try file.commit()
    return bytes
  }

  private func writeConfiguration(to directory: AtomicDirectory) throws {
    var content = try ConfigurationFile.decode(
      [String: JSONValue].self, from: source.appending(EncoderConfiguration.fileName))
    // Since version 5 transformers says `dtype`, and before `torch_dtype`.
    for key in ["torch_dtype", "dtype"] where key == "torch_dtype" || content[key] != nil {
      content[key] = .string("float16")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let file = try directory.makeFile(FilePath(EncoderConfiguration.fileName))
    try file.write(encoder.encode(content))
    try file.commit()
  }

  private func copySideFiles(to directory: AtomicDirectory) throws {
    let settings = try SentenceTransformersModules(directory: source).folders
      .map { $0.appending("config.json") }
    for name in (files + Self.sideFiles).map({ FilePath($0) }) + settings
    where source.pushing(name).exists {
      try directory.copy(source.pushing(name), to: name)
    }
  }
}

/// Converts on a thread of its own, so that no other task waits for it.
private actor ConversionWorker {
  private let executor = QueueExecutor(label: "trefoil.conversion")

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  func run(_ work: @Sendable () throws -> ConvertedModel) throws -> ConvertedModel {
    try work()
  }
}
