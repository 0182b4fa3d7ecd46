public import SystemPackage
internal import TrefoilCheckpoint
internal import TrefoilFiles
public import TrefoilTensor

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Makes a directory that opens by mapping alone: one file with the heads inside, fp16 or packed for
/// one precision, and the model's tokenizer and settings as they were.
///
/// A plain one has the heads in FlagEmbedding's files too, so that both libraries read one directory.
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
  /// Where the encoder's own files are.
  private let folder: FilePath
  private let encoderFiles: [String]
  private let files: [String]

  /// The files of a model's directory, in addition to those of the encoder, that are taken along
  /// where they are.
  private static let sideFiles = [
    "config_sentence_transformers.json", "LICENSE", "README.md", "ORIGIN.md",
  ]

  /// Opens the model that is to be converted.
  ///
  /// - Parameters:
  ///   - source: the model's directory.
  ///   - configuration: what its files say.
  ///   - tokenizerFiles: the names of the tokenizer's files, in the encoder's folder.
  ///   - files: the names of others in the directory that are taken along where they are.
  /// - Throws: `CheckpointError` or `ConversionError`, as opening it would.
  package init(
    model source: FilePath, configuration: ModelConfiguration, tokenizerFiles: [String],
    files: [String]
  ) throws {
    self.source = source
    self.configuration = configuration.encoder
    folder = source.inside(configuration.encoderFolder)
    encoderFiles = tokenizerFiles + TransformerFile.names
    self.files = files
    checkpoint = try Checkpoint.open(
      directory: folder, layout: configuration.encoder.family.layout, root: source)
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
      // FlagEmbedding can't read packed weights, so it needs no heads for them.
      if precision == nil { try writeHeads(to: directory) }
      try writeConfiguration(to: directory)
      try writeModules(to: directory)
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

  /// Writes each head as FlagEmbedding publishes it.
  private func writeHeads(to directory: AtomicDirectory) throws {
    for head in HeadName.allCases where checkpoint.contains(head.weight) {
      let tensors = try [("weight", head.weight), ("bias", head.bias)].map { part, name in
        let shape = checkpoint.shape(of: name) ?? []
        return (
          name: part, shape: shape, halves: try checkpoint.tensor(name, shape: shape).halves()
        )
      }
      let file = try directory.makeFile(FilePath(head.fileName))
      try file.write(TorchWriter.bytes(tensors, folder: head.rawValue))
      try file.commit()
    }
  }

  /// Writes the list of modules; the encoder's files lie in the directory itself.
  private func writeModules(to directory: AtomicDirectory) throws {
    let name = SentenceTransformersModules.fileName
    guard source.appending(name).exists else { return }
    guard folder != source else {
      return try directory.copy(source.appending(name), to: FilePath(name))
    }
    var modules = try ConfigurationFile.decode(
      [[String: JSONContent]].self, from: source.appending(name))
    modules[0]["path"] = .string("")
    try write(modules, to: directory.makeFile(FilePath(name)))
  }

  private func writeConfiguration(to directory: AtomicDirectory) throws {
    var content = try ConfigurationFile.decode(
      [String: JSONContent].self, from: folder.appending(EncoderConfiguration.fileName))
    // Since version 5 transformers says `dtype`, and before `torch_dtype`.
    for key in ["torch_dtype", "dtype"] where key == "torch_dtype" || content[key] != nil {
      content[key] = .string("float16")
    }
    try write(content, to: directory.makeFile(FilePath(EncoderConfiguration.fileName)))
  }

  /// Writes a value; numbers that are not finite stand in it as Python writes them.
  private func write(_ value: some Encodable, to file: AtomicFile) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: NotFiniteNumbers.positiveInfinity,
      negativeInfinity: NotFiniteNumbers.negativeInfinity, nan: NotFiniteNumbers.nan)
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    try file.write(Array(NotFiniteNumbers.unquoted(text).utf8))
    try file.commit()
  }

  private func copySideFiles(to directory: AtomicDirectory) throws {
    let settings = try SentenceTransformersModules(directory: source).folders
      .map { $0.appending("config.json") }
    for name in (files + Self.sideFiles).map({ FilePath($0) }) + settings
    where source.pushing(name).exists {
      try directory.copy(source.pushing(name), to: name)
    }
    for name in encoderFiles where folder.appending(name).exists {
      try directory.copy(folder.appending(name), to: FilePath(name))
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
