import Foundation
import SystemPackage
import TrefoilModel
import TrefoilText

/// The files that readers are given: a directory of the process's own, and parts of a small model.
final class Scratch {
  /// The environment variable that names the small model's directory.
  static let environmentVariable = "TREFOIL_FUZZ_MODEL"

  /// Where it is.
  let path: FilePath
  /// The small model's encoder.
  let configuration: EncoderConfiguration
  /// The small model's tokenizer.
  let tokenizer: any Tokenizer
  /// The files that a model's settings may stand in, nil where the small model has none.
  private let settings: [String: Data?]
  private var files: [String: FileDescriptor] = [:]

  /// Makes the directory.
  init() throws {
    let environment = ProcessInfo.processInfo.environment
    let model = FilePath(environment[Self.environmentVariable] ?? "Fixtures/tiny-bge-m3")
    path = FilePath(NSTemporaryDirectory()).appending("trefoil-fuzz-\(UUID().uuidString)")
    configuration = try ModelConfiguration(directory: model).encoder
    tokenizer = try TokenizerFile(directory: model).open().tokenizer
    var settings: [String: Data?] = [:]
    for name in [
      "config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
      "config_sentence_transformers.json", "tokenizer_config.json", "trefoil.json",
      "tokenizer.json", "special_tokens_map.json", "added_tokens.json",
    ] {
      settings[name] = .some(
        FileManager.default.contents(atPath: model.pushing(FilePath(name)).string))
    }
    self.settings = settings
    for name in settings.keys { restore(name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  /// Writes a file below the directory, and gives its path.
  ///
  /// A file is made once and filled anew, which takes a hundredth of the time. Nothing of the last
  /// input is mapped any more.
  func write(_ bytes: some Collection<UInt8>, to name: String) throws -> FilePath {
    let file = path.pushing(FilePath(name))
    let descriptor = try files[name] ?? open(file)
    files[name] = descriptor
    try descriptor.resize(to: 0)
    try descriptor.writeAll(toAbsoluteOffset: 0, bytes)
    return file
  }

  private func open(_ file: FilePath) throws -> FileDescriptor {
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
    return try FileDescriptor.open(
      file, .readWrite, options: [.create], permissions: .ownerReadWrite)
  }

  /// Puts one of the small model's settings back.
  func restore(_ name: String) {
    if let content = settings[name] ?? nil {
      _ = try? write(content, to: "settings/\(name)")
    } else {
      try? files.removeValue(forKey: "settings/\(name)")?.close()
      try? FileManager.default.removeItem(
        atPath: path.appending("settings").pushing(FilePath(name)).string)
    }
  }
}
