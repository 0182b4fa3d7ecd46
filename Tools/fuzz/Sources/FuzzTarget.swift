import Foundation
import SystemPackage
import Trefoil
import TrefoilCheckpoint
import TrefoilEvaluation
import TrefoilFiles
import TrefoilIndex
import TrefoilModel
import TrefoilText

/// Files that need not outlive the system, which are made ten times as fast.
private struct NoSync: FileSystemFaults {
  func perform(_ operation: FileOperation, _ body: () throws -> Void) throws {
    if case .sync = operation { return }
    try body()
  }
}

/// A reader of bytes that nobody vouches for.
///
/// Whatever it is given, it gives a value or throws: a trap, a hang or memory without bound is what
/// the fuzzer looks for.
enum FuzzTarget: String, CaseIterable {
  case safetensors, torch, pickle, protobuf, tokenizer, json, trec, qrels, beir, settings
  case indexSegment = "index-segment"

  /// The environment variable that names the target of a process.
  static let environmentVariable = "TREFOIL_FUZZ_TARGET"

  /// The target that the environment names.
  static let chosen: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment[environmentVariable] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      FileHandle.standardError.write(Data("\(environmentVariable) is one of: \(names)\n".utf8))
      exit(64)
    }
    return target
  }()

  /// Reads bytes once.
  func read(_ bytes: [UInt8], _ scratch: Scratch) throws {
    switch self {
    case .safetensors: try readModel(bytes, "model.safetensors", scratch)
    case .torch: try readModel(bytes, "pytorch_model.bin", scratch)
    case .pickle: try readModel(StoredArchive.torch(pickle: bytes), "pytorch_model.bin", scratch)
    case .protobuf:
      let file = try SentencePieceFile(bytes)
      _ = try PrecompiledCharsmap(file.charsmap)
      _ = try scratch.write(bytes, to: "protobuf/sentencepiece.bpe.model")
      let opened = try TokenizerFile(directory: scratch.path.appending("protobuf")).open()
      _ = try opened.tokenizer.tokenize("The moon\u{301} is 月 blue.")
    case .tokenizer:
      guard let text = String(validating: bytes, as: UTF8.self) else { return }
      let tokens = try scratch.tokenizer.tokenize(text)
      _ = try tokens.truncated(to: 8, keeping: .tail)
    case .json:
      _ = try DocumentRecord(try JSONRecord(bytes[...])).document(id: "a")
    case .trec:
      let run = try Run(path: scratch.write(bytes, to: "fuzz.run"))
      for query in run.rankings.keys { _ = try run.lines(of: query) }
    case .qrels:
      _ = try Judgements(path: scratch.write(bytes, to: "fuzz.qrels"))
    case .beir: try readDataset(bytes, scratch)
    case .settings: try readSettings(bytes, scratch)
    case .indexSegment:
      let path = try scratch.write(SegmentProbe.signed(bytes), to: "index.segment")
      try FileSystem.$faults.withValue(NoSync()) {
        try SegmentProbe.read(path, merging: scratch.path.appending("merged.segment"))
      }
    }
  }

  /// Opens weights, adds them up, and reads all that are small.
  private func readModel(_ bytes: [UInt8], _ name: String, _ scratch: Scratch) throws {
    let directory = try scratch.write(bytes, to: "\(rawValue)/\(name)").removingLastComponent()
    let configuration = scratch.configuration
    let checkpoint = try Checkpoint.open(
      directory: directory, layout: configuration.family.layout)
    _ = WeightSummary(checkpoint, configuration)
    for name in checkpoint.tensorNames {
      guard let shape = checkpoint.shape(of: name) else { continue }
      _ = try? checkpoint.tensor(name, shape: shape).floats()
    }
  }

  /// Reads a data set whose three files stand in the input with a NUL between.
  private func readDataset(_ bytes: [UInt8], _ scratch: Scratch) throws {
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    for (name, part) in zip(["corpus.jsonl", "queries.jsonl", "test.tsv"], parts) {
      _ = try scratch.write(Array(part), to: "beir/\(name)")
    }
    _ = try Dataset(directory: scratch.path.appending("beir"), split: "test")
  }

  /// Reads the settings of a model, of which the first byte says which file the others are.
  private func readSettings(_ bytes: [UInt8], _ scratch: Scratch) throws {
    let names = [
      "config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
      "config_sentence_transformers.json", "tokenizer_config.json", ModelSettings.fileName,
    ]
    guard let first = bytes.first else { return }
    let name = names[Int(first) % names.count]
    let directory = scratch.path.appending("settings")
    defer { scratch.restore(name) }
    _ = try scratch.write(Array(bytes.dropFirst()), to: "settings/\(name)")
    _ = try ModelConfiguration(directory: directory)
    _ = try ModelSettings(directory: directory)
    _ = try? TokenizerFile(directory: directory).open()
  }
}
