import Foundation
import SystemPackage
import Testing
import TrefoilFiles
import TrefoilModel
import TrefoilTesting

@Suite("Keys of a model's files")
struct ConfigurationKeysTests {
  private struct Golden: Decodable {
    let keys: [String: [String]]
  }

  /// The table of a file that a model's directory holds, by the file's name there.
  private static func table(_ name: String) -> KeyRules? {
    switch name {
    case "modules.json": ConfigurationKeys.module
    case "1_Pooling/config.json": ConfigurationKeys.pooling
    case "2_Normalize/config.json": ConfigurationKeys.normalize
    case "config_sentence_transformers.json": ConfigurationKeys.sentenceTransformers
    case _ where name.hasPrefix("config.json"): ConfigurationKeys.encoder
    case _ where name.hasPrefix("sentence_"): ConfigurationKeys.transformer
    default: nil
    }
  }

  @Test("all that transformers and sentence-transformers write are in the tables")
  func written() throws {
    let path = Folders.fixtures.appending("model-files/keys.json")
    let golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: URL(fileURLWithPath: path.string)))
    #expect(golden.keys.count == 7)
    for (file, keys) in golden.keys {
      let table = try #require(Self.table(file), "no table for \(file)")
      let unlisted = keys.filter { table.rules[$0] == nil }
      #expect(unlisted.isEmpty, "\(file) has keys that are in no table: \(unlisted)")
    }
  }

  @Test("of the fixtures' models are in the tables", arguments: ["tiny-bge-m3", "tiny-bert"])
  func fixtures(name: String) throws {
    let read = try ModelConfiguration(directory: Folders.fixtures.appending(name))
    #expect(read.unlistedKeys.isEmpty)
  }

  @Test("that are in no table are told, not refused")
  func unlisted() throws {
    let directory = try TemporaryDirectory()
    let config = try directory.write(
      configurationJSON(["new_key": 1, "a_key": Any?.none]), to: "config.json")
    let read = try ModelConfiguration(directory: directory.path)
    #expect(read.unlistedKeys.map(\.file) == [config])
    #expect(read.unlistedKeys.first?.keys == ["new_key"])
  }

  @Test("stand in the article with what becomes of them", arguments: ConfigurationKeys.all.indices)
  func documented(index: Int) throws {
    let table = ConfigurationKeys.all[index]
    let path = Folders.checkout.appending("Sources/Trefoil/Trefoil.docc/ModelFiles.md")
    let text = try String(contentsOfFile: path.string, encoding: .utf8)
    let sections = text.components(separatedBy: "\n## ").dropFirst()
    let heading = table.file.replacingOccurrences(of: "Pooling's", with: "The Pooling's")
      .replacingOccurrences(of: "Normalize's", with: "The Normalize's")
    let section = try #require(sections.first { $0.hasPrefix(heading + "\n") }, "no \(heading)")
    let rows = section.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }
    var documented: [String: String] = [:]
    for row in rows {
      let cells = row.components(separatedBy: " | ")
      for key in cells[0].components(separatedBy: "`").enumerated().filter({ $0.offset % 2 == 1 }) {
        #expect(
          documented.updateValue(cells[1], forKey: key.element) == nil, "\(key.element) twice")
      }
    }
    #expect(Set(documented.keys) == Set(table.rules.keys))
    for (key, rule) in table.rules {
      let said = documented[key] ?? ""
      switch rule {
      case .harmless: #expect(said.hasPrefix("harmless"), "\(key): \(said)")
      case .refused: #expect(said.hasPrefix("refused"), "\(key): \(said)")
      case .applied:
        // A size that must be another's is applied by being compared.
        #expect(said.hasPrefix("applied") || said.hasPrefix("refused unless"), "\(key): \(said)")
      }
    }
  }

  @Test(
    "that ask for what can't be run are refused by name",
    arguments: [
      (#""is_decoder":true"#, "is_decoder"),
      (#""add_cross_attention":true"#, "add_cross_attention"),
      (#""hidden_act":"gelu_new""#, "gelu_new"), (#""auto_map":{"AutoModel":"x.Y"}"#, "auto_map"),
      (#""quantization_config":{"bits":4}"#, "quantization_config"),
      (#""pruned_heads":{"1":[0]}"#, "pruned_heads"), (#""rope_theta":10000"#, "rope_theta"),
      (#""architectures":["XLMRobertaForSequenceClassification"]"#, "ForSequenceClassification"),
      (#""architectures":["BertForTokenClassification"]"#, "BertForTokenClassification"),
    ])
  func refused(member: String, named: String) throws {
    let whole = String(decoding: try configurationJSON(["hidden_act": Any?.none]), as: UTF8.self)
    let directory = try TemporaryDirectory()
    try directory.write("{\(member),\(whole.dropFirst())", to: "config.json")
    #expect {
      try ModelConfiguration(directory: directory.path)
    } throws: { error in
      guard case ConfigurationError.unsupported = error else { return false }
      return "\(error)".contains(named)
    }
  }

  @Test(
    "of the Transformer's settings likewise, under each of the file's names",
    arguments: [
      "sentence_bert_config.json", "sentence_roberta_config.json",
      "sentence_xlm-roberta_config.json", "sentence_xlnet_config.json",
    ])
  func transformer(name: String) throws {
    let directory = try TemporaryDirectory()
    try directory.write(configurationJSON(), to: "config.json")
    for refused in [
      #"{"transformer_task":"fill-mask"}"#, #"{"query_length":32}"#,
      #"{"processing_kwargs":{"text":{"max_length":7}}}"#, #"{"model_args":{"subfolder":"x"}}"#,
      #"{"modality_config":{"text":{"method":"encode","method_output_name":null}}}"#,
    ] {
      try directory.write(refused, to: name)
      #expect(throws: ConfigurationError.self) { try ModelConfiguration(directory: directory.path) }
    }
    try directory.write(
      #"{"max_seq_length":7,"model_args":{"trust_remote_code":true},"processing_kwargs":{}}"#,
      to: name)
    #expect(try ModelConfiguration(directory: directory.path).maxLength == 7)
  }

  @Test("numbers that are not finite are read as Python writes them")
  func notFinite() throws {
    let directory = try TemporaryDirectory()
    let whole = String(decoding: try configurationJSON(), as: UTF8.self).dropFirst()
    for number in ["Infinity", "-Infinity", "NaN"] {
      try directory.write(#"{"id2label":\#(number),"# + whole, to: "config.json")
      #expect(try ModelConfiguration(directory: directory.path).maxLength == 32)
    }
    // Where a number matters, it must be one.
    for key in ["hidden_size", "layer_norm_eps"] {
      let bad = String(decoding: try configurationJSON([key: Any?.none]), as: UTF8.self).dropFirst()
      try directory.write(#"{"\#(key)":NaN,"# + bad, to: "config.json")
      #expect(throws: ConfigurationError.self) { try ModelConfiguration(directory: directory.path) }
    }
    try directory.write(configurationJSON(), to: "config.json")
    try directory.write(#"{"model_max_length":Infinity}"#, to: "tokenizer_config.json")
    #expect(try ModelConfiguration(directory: directory.path).maxLength == 32)
  }
}
