import Foundation
import SystemPackage
import Testing
import TrefoilModel
import TrefoilTesting

@Suite("The list of modules")
struct ModuleListTests {
  /// Reads a model of 8 numbers whose list has these modules.
  private func read(
    _ modules: [(path: String, type: String)], files: [String: String] = [:]
  ) throws -> ModelConfiguration {
    let list = modules.map { #"{"path":"\#($0.path)","type":"\#($0.type)"}"# }
    return try read("[" + list.joined(separator: ",") + "]", files: files)
  }

  private func read(_ json: String, files: [String: String] = [:]) throws -> ModelConfiguration {
    let directory = try TemporaryDirectory()
    for folder in ["1_Pooling", "2_Normalize", "0_Transformer"] {
      try FileManager.default.createDirectory(
        atPath: directory.path(folder), withIntermediateDirectories: true)
    }
    try directory.write(configurationJSON(), to: "config.json")
    try directory.write(
      configurationJSON(["max_position_embeddings": 50]), to: "0_Transformer/config.json")
    try directory.write(#"{"pooling_mode":"mean"}"#, to: "1_Pooling/config.json")
    try directory.write(json, to: "modules.json")
    for (name, text) in files { try directory.write(text, to: name) }
    return try ModelConfiguration(directory: directory.path)
  }

  private static let transformer = ("", "sentence_transformers.models.Transformer")
  private static let pooling = ("1_Pooling", "sentence_transformers.models.Pooling")
  private static let normalize = ("2_Normalize", "sentence_transformers.models.Normalize")

  @Test("modules are known by their classes, before version 6 and since")
  func classes() throws {
    let old = try read([Self.transformer, Self.pooling, Self.normalize])
    #expect(old.pooling == .mean && old.normalize && old.encoderFolder.isEmpty)
    let new = try read([
      ("", "sentence_transformers.base.modules.transformer.Transformer"),
      ("1_Pooling", "sentence_transformers.sentence_transformer.modules.pooling.Pooling"),
      ("2_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
    ])
    #expect(new == old)
    #expect(try !read([Self.transformer, Self.pooling]).normalize)
  }

  @Test(
    "a class of another package, or another class, is named and refused",
    arguments: [
      "custom_st.Transformer", "Transformer", "sentence_transformers.models.WordEmbeddings",
      "sentence_transformers.sparse_encoder.models.Transformer", "my.models.Transformer",
      "sentence_transformers.models.Transformer.Other",
    ])
  func otherClasses(type: String) {
    #expect {
      try read([("", type), Self.pooling])
    } throws: { error in
      guard case ConfigurationError.unsupported(_, "type", type, _) = error else { return false }
      return "\(error)".contains("“\(type)”")
    }
  }

  @Test("layers between, another order, or no pooling are refused")
  func order() {
    let dense = ("2_Dense", "sentence_transformers.models.Dense")
    for modules in [
      [Self.transformer, Self.pooling, dense], [Self.pooling, Self.transformer],
      [Self.transformer], [Self.transformer, Self.normalize, Self.pooling],
      [Self.transformer, Self.pooling, Self.pooling], [Self.pooling], [],
    ] {
      #expect(throws: ConfigurationError.self) { try read(modules) }
    }
  }

  @Test("the encoder's files lie where its module says")
  func folder() throws {
    let read = try read(
      [("0_Transformer", Self.transformer.1), Self.pooling],
      files: ["0_Transformer/sentence_bert_config.json": #"{"max_seq_length":40}"#])
    #expect(read.encoderFolder == "0_Transformer")
    #expect(read.encoder.maxPositions == 50 && read.maxLength == 40)
  }

  @Test(
    "modules that are missing, or outside of the directory, are typed errors",
    arguments: [
      #"{"path":"9_Pooling","type":"sentence_transformers.models.Pooling"}"#,
      #"{"path":"../1_Pooling","type":"sentence_transformers.models.Pooling"}"#,
      #"{"path":"/etc","type":"sentence_transformers.models.Pooling"}"#,
      #"{"path":"1_Pooling/../..","type":"sentence_transformers.models.Pooling"}"#,
      #"{"path":"1\u0000_Pooling","type":"sentence_transformers.models.Pooling"}"#,
      #"{"path":7,"type":"sentence_transformers.models.Pooling"}"#, #"{"path":""}"#,
      #"{"path":"1_Pooling","type":"sentence_transformers.models.Pooling","kwargs":["task"]}"#,
    ])
  func paths(json: String) {
    let transformer = #"{"path":"","type":"sentence_transformers.models.Transformer"}"#
    #expect(throws: ConfigurationError.self) { try read("[\(transformer),\(json)]") }
  }

  @Test("text that is no list is a typed error", arguments: ["{}", "", "[7]", "null"])
  func noList(json: String) {
    #expect(throws: ConfigurationError.self) { try read(json) }
  }

  @Test("a normalization of something else than the vector is refused")
  func normalized() {
    #expect(throws: ConfigurationError.self) {
      try read(
        [Self.transformer, Self.pooling, Self.normalize],
        files: ["2_Normalize/config.json": #"{"module_input_name":"token_embeddings"}"#])
    }
  }
}
