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

  /// The files, beside `config.json` and the weights, that are taken along where they are.
  private static let sideFiles = [
    "sentencepiece.bpe.model", "tokenizer.json", "tokenizer_config.json",
    "special_tokens_map.json", "modules.json", "sentence_bert_config.json",
    "config_sentence_transformers.json", "trefoil.json", "LICENSE", "README.md", "ORIGIN.md",
  ]

  /// Opens the model that is to be converted.
  ///
  /// - Throws: `ConfigurationError`, `CheckpointError` or `ConversionError`, as opening it would.
  public init(model source: FilePath) throws {
    self.source = source
    configuration = try ModelConfiguration(directory: source).encoder
    let tokenizer = source.appending("sentencepiece.bpe.model")
    guard tokenizer.exists else { throw ConversionError.missingTokenizer(tokenizer) }
    checkpoint = try Checkpoint.open(directory: source)
    if let packing = checkpoint.packing {
      throw ConversionError.alreadyPacked(path: source, precision: packing.precision)
    }
  }

  /// Writes the converted model to a directory that does not exist yet.
  ///
  /// It appears under its name once it is whole, or not at all.
  ///
  /// - Parameters:
  ///   - precision: what to pack the products for, so that opening the model converts nothing; nil
  ///     for a plain fp16 checkpoint, which runs in every precision and which other tools read.
  ///   - progress: called after each tensor.
  /// - Throws: `CheckpointError` for a tensor that is missing, has another shape or holds a number
  ///   that fp16 cannot hold; `ConversionError` for the output; `CancellationError` between
  ///   tensors once the task is cancelled.
  public func convert(
    to output: FilePath, precision: Precision? = nil, progress: (Progress) -> Void = { _ in }
  ) throws {
    guard !output.exists else { throw ConversionError.outputExists(output) }
    let plan = try ConversionPlan(checkpoint, configuration, precision)
    let temporary = output.removingLastComponent().appending(
      ".\(output.lastComponent?.string ?? "model").\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(
        atPath: temporary.string, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: temporary.string) }
      try write(plan, to: temporary.appending("model.safetensors"), progress)
      try writeConfiguration(to: temporary)
      try copySideFiles(to: temporary)
      try FileManager.default.moveItem(atPath: temporary.string, toPath: output.string)
    } catch let error as Errno {
      throw ConversionError.cannotWrite(path: output, reason: "\(error)")
    } catch let error as CocoaError {
      throw ConversionError.cannotWrite(path: output, reason: error.reason)
    }
  }

  private func write(
    _ plan: ConversionPlan, to path: FilePath, _ progress: (Progress) -> Void
  ) throws {
    let team = ThreadTeam(count: ProcessInfo.processInfo.activeProcessorCount)
    var pieces = PieceWriter(checkpoint, configuration, team: team)
    var done = 0
    try SafetensorsWriter.write(
      plan.pieces.map(\.entry), metadata: plan.metadata, to: path
    ) { _, file in
      try Task.checkCancellation()
      try pieces.write(plan.pieces[done], to: file)
      done += 1
      progress(Progress(tensorsDone: done, tensorsTotal: plan.pieces.count))
    }
  }

  private func writeConfiguration(to directory: FilePath) throws {
    var content = try ConfigurationFile.decode(
      [String: JSONValue].self, from: source.appending("config.json"))
    // Since version 5 transformers says `dtype`, and before `torch_dtype`.
    for key in ["torch_dtype", "dtype"] where key == "torch_dtype" || content[key] != nil {
      content[key] = .string("float16")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(content).write(to: directory.appending("config.json").url)
  }

  private func copySideFiles(to directory: FilePath) throws {
    let settings = try SentenceTransformersModules(directory: source).folders
      .map { $0.appending("config.json") }
    for name in Self.sideFiles.map({ FilePath($0) }) + settings
    where source.pushing(name).exists {
      let target = directory.pushing(name)
      try FileManager.default.createDirectory(
        atPath: target.removingLastComponent().string, withIntermediateDirectories: true)
      let file = try MappedFile(path: source.pushing(name))
      try Data(file.bytes(in: 0..<file.count)).write(to: target.url)
    }
  }
}

extension FilePath {
  fileprivate var url: URL { URL(fileURLWithPath: string) }
}
