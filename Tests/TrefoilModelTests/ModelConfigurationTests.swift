import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilModel

@Suite("A model's side files")
struct ModelConfigurationTests {
  private static let modules =
    #"[{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},"#
    + #"{"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"}"#
  private static let normalize =
    #",{"idx":2,"name":"2","path":"2_Normalize","type":"sentence_transformers.models.Normalize"}"#

  /// Reads a directory with these files beside a configuration for 32 tokens.
  private func read(_ files: [String: String]) throws -> ModelConfiguration {
    let directory = try TemporaryDirectory()
    try directory.write(configurationJSON(), to: "config.json")
    try FileManager.default.createDirectory(
      atPath: directory.path.appending("1_Pooling").string, withIntermediateDirectories: true)
    for (name, text) in files { try directory.write(text.utf8, to: name) }
    return try ModelConfiguration(directory: directory.path)
  }

  @Test("without side files a model is BGE-M3's: cls, normalized, as long as it has positions")
  func bare() throws {
    let read = try read([:])
    #expect(read.pooling == .cls && read.normalize && read.maxLength == 32)
    #expect(read.queryInstruction == "" && read.passageInstruction == "")
  }

  @Test(
    "the pooling is read as sentence-transformers has written it, before version 6 and since",
    arguments: [
      (#"{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}"#, Pooling.cls),
      (#"{"pooling_mode_cls_token":false,"pooling_mode_mean_tokens":true}"#, .mean),
      (#"{"pooling_mode_lasttoken":true}"#, .lastToken),
      (#"{"embedding_dimension":8,"pooling_mode":"cls","include_prompt":true}"#, .cls),
      (#"{"pooling_mode":"mean"}"#, .mean), (#"{"pooling_mode":"lasttoken"}"#, .lastToken),
      (#"{"pooling_mode":["mean"]}"#, .mean), ("{}", .mean),
      (#"{"pooling_mode_cls_token":false}"#, .mean), (#"{"pooling_mode":"max"}"#, .max),
      (#"{"pooling_mode_max_tokens":true}"#, .max),
      (#"{"pooling_mode_mean_sqrt_len_tokens":true}"#, .meanSquareRoot),
      (#"{"pooling_mode":"weightedmean","pooling_mode_cls_token":true}"#, .weightedMean),
    ])
  func pooling(json: String, expected: Pooling) throws {
    let files = ["modules.json": Self.modules + "]", "1_Pooling/config.json": json]
    let read = try read(files)
    #expect(read.pooling == expected && !read.normalize)
    var normalized = files
    normalized["modules.json"] = Self.modules + Self.normalize + "]"
    #expect(try self.read(normalized).normalize)
  }

  @Test(
    "several poolings at once, another one, or one of another size are errors that name it",
    arguments: [
      (#"{"pooling_mode":"attention"}"#, "attention"),
      (#"{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":true}"#, "cls+mean"),
      (#"{"pooling_mode":["cls","mean"]}"#, "cls+mean"), (#"{"pooling_mode":[]}"#, "pooling_mode"),
      (#"{"pooling_mode":7}"#, "7"), (#"{"embedding_dimension":9}"#, "embedding_dimension"),
      (#"{"word_embedding_dimension":7}"#, "hidden size, 8"),
    ])
  func otherPooling(json: String, named: String) {
    #expect {
      try read(["modules.json": Self.modules + "]", "1_Pooling/config.json": json])
    } throws: { error in
      guard case ConfigurationError.unsupported = error else { return false }
      return "\(error)".contains(named)
    }
  }

  @Test("the limit is sentence-transformers', else the tokenizer's, and never beyond the positions")
  func limits() throws {
    func limit(_ transformers: String?, _ tokenizer: String?) throws -> Int {
      var files: [String: String] = [:]
      files["sentence_bert_config.json"] = transformers
      files["tokenizer_config.json"] = tokenizer
      return try read(files).maxLength
    }
    #expect(try limit(#"{"max_seq_length":16}"#, #"{"model_max_length":8}"#) == 16)
    #expect(try limit(#"{"max_seq_length":33}"#, nil) == 32)
    #expect(try limit(#"{"max_seq_length":null}"#, #"{"model_max_length":8}"#) == 8)
    #expect(
      try limit(#"{"transformer_task":"feature-extraction"}"#, #"{"model_max_length":8}"#) == 8)
    #expect(try limit(nil, #"{"model_max_length":2}"#) == 2)
    #expect(try limit(nil, #"{"model_max_length":1000000000000000019884624838656}"#) == 32)
    #expect(try limit(nil, #"{"model_max_length":1e30}"#) == 32)
    #expect(try limit(nil, "{}") == 32)
  }

  @Test(
    "a limit below the two tokens that every text has is an error",
    arguments: [1, 0, -1, Int.min])
  func tooShort(limit: Int) {
    #expect(throws: ConfigurationError.self) {
      try read(["sentence_bert_config.json": #"{"max_seq_length":\#(limit)}"#])
    }
    #expect(throws: ConfigurationError.self) {
      try read(["tokenizer_config.json": #"{"model_max_length":\#(limit)}"#])
    }
  }

  @Test("a directory without a configuration is an error that names the file")
  func missing() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("config.json")
    #expect(throws: ConfigurationError.unreadable(path)) {
      try ModelConfiguration(directory: directory.path)
    }
  }
}
