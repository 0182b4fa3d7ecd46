public import SystemPackage
internal import TrefoilTensor

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Makes a directory that opens by mapping alone: one fp16 file with the heads inside, and the
/// model's tokenizer and settings as they were.
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
    "config_sentence_transformers.json", "LICENSE", "README.md", "ORIGIN.md",
  ]

  /// Opens the model that is to be converted.
  ///
  /// - Throws: `ConfigurationError`, `CheckpointError` or `ConversionError`, as opening it would.
  public init(model source: FilePath) throws {
    self.source = source
    configuration = try ModelConfiguration(directory: source).encoder
    let tokenizer = source.appending("sentencepiece.bpe.model")
    guard exists(tokenizer) else { throw ConversionError.missingTokenizer(tokenizer) }
    checkpoint = try Checkpoint.open(directory: source)
  }

  /// Writes the converted model to a directory that does not exist yet.
  ///
  /// It appears under its name once it is whole, or not at all.
  ///
  /// - Parameter progress: called after each tensor.
  /// - Throws: `CheckpointError` for a tensor that is missing, has another shape or holds a number
  ///   that fp16 cannot hold; `ConversionError` for the output; `CancellationError` between
  ///   tensors once the task is cancelled.
  public func convert(to output: FilePath, progress: (Progress) -> Void = { _ in }) throws {
    guard !exists(output) else { throw ConversionError.outputExists(output) }
    let entries = try self.entries()
    let temporary = output.removingLastComponent().appending(
      ".\(output.lastComponent?.string ?? "model").\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(
        atPath: temporary.string, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: temporary.string) }
      var done = 0
      try SafetensorsWriter.write(entries, to: temporary.appending("model.safetensors")) { entry in
        try Task.checkCancellation()
        defer {
          done += 1
          progress(Progress(tensorsDone: done, tensorsTotal: entries.count))
        }
        return try checkpoint.tensor(entry.name, shape: entry.shape)
      }
      try writeConfiguration(to: temporary)
      try copySideFiles(to: temporary)
      try FileManager.default.moveItem(atPath: temporary.string, toPath: output.string)
    } catch let error as Errno {
      throw ConversionError.cannotWrite(path: output, reason: "\(error)")
    } catch let error as CocoaError {
      throw ConversionError.cannotWrite(path: output, reason: error.reason)
    }
  }

  /// The backbone's tensors, and those of whichever heads the model has.
  private func entries() throws(CheckpointError) -> [SafetensorsWriter.Entry] {
    var entries = configuration.tensorShapes.map {
      SafetensorsWriter.Entry(name: $0.name, shape: $0.shape)
    }
    for head in Checkpoint.Head.allCases {
      for part in [".weight", ".bias"] {
        guard let shape = checkpoint.shape(of: head.rawValue + part) else { continue }
        entries.append(SafetensorsWriter.Entry(name: head.rawValue + part, shape: shape))
      }
    }
    for entry in entries { try checkpoint.requireShape(entry.shape, of: entry.name) }
    return entries
  }

  private func writeConfiguration(to directory: FilePath) throws {
    var content = try JSONFile.decode(
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
    where exists(source.pushing(name)) {
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

extension CocoaError {
  /// The system's own word for it where there is one.
  fileprivate var reason: String {
    (unsafe userInfo["NSUnderlyingError"] as? any Error).map { "\($0)" } ?? "\(code)"
  }
}
