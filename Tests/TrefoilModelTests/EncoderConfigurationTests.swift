import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilModel

@Suite("An encoder's configuration")
struct EncoderConfigurationTests {
  private func read(_ json: some Sequence<UInt8>) throws -> EncoderConfiguration {
    let directory = try TemporaryDirectory()
    return try EncoderConfiguration(path: directory.write(json, to: "config.json"))
  }

  private func read(_ changes: [String: Any?]) throws -> EncoderConfiguration {
    try read(configurationJSON(changes))
  }

  @Test("a pipe where the file should be is a typed error, and nobody waits for it")
  func pipe() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("config.json")
    #expect(mkfifo(path.string, 0o600) == 0)
    #expect(throws: ConfigurationError.unreadable(path)) { try EncoderConfiguration(path: path) }
  }

  @Test("XLM-RoBERTa counts positions from behind the padding's, BERT from zero")
  func positions() throws {
    let roberta = try read([:])
    #expect(roberta.family == .xlmRoberta)
    #expect(roberta.firstPosition == 2 && roberta.positionLimit == 32)
    let bert = try read(["model_type": "bert", "pad_token_id": 0, "type_vocab_size": 2])
    #expect(bert.family == .bert && bert.typeVocabularySize == 2)
    #expect(bert.firstPosition == 0 && bert.positionLimit == 34)
    #expect(roberta.layerNormEpsilon == 1e-5)
  }

  @Test("keys that transformers leaves out have its defaults")
  func defaults() throws {
    let read = try read([
      "hidden_act": Any?.none, "position_embedding_type": Any?.none,
      "layer_norm_eps": Any?.none, "type_vocab_size": Any?.none, "pad_token_id": Any?.none,
    ])
    #expect(read.layerNormEpsilon == 1e-12 && read.typeVocabularySize == 2)
    #expect(read.firstPosition == 2)
  }

  @Test(
    "another family, activation or kind of position is an error that names it and what is read",
    arguments: [
      ("model_type", "t5", "xlm-roberta"), ("model_type", "", "bert"),
      ("hidden_act", "gelu_new", "gelu"), ("hidden_act", "relu", "gelu"),
      ("position_embedding_type", "relative_key", "absolute"),
    ])
  func unsupported(key: String, value: String, supported: String) throws {
    #expect {
      try read([key: value])
    } throws: { error in
      guard case ConfigurationError.unsupported(_, key, value, _) = error else { return false }
      return "\(error)".contains("“\(value)”") && "\(error)".contains(supported)
    }
  }

  @Test(
    "a size out of range is an error that names the key and the range",
    arguments: [
      "num_hidden_layers", "hidden_size", "num_attention_heads", "intermediate_size",
      "vocab_size", "max_position_embeddings", "type_vocab_size",
    ], [0, -1, 1 << 40, Int.max, Int.min])
  func sizes(key: String, value: Int) {
    #expect {
      try read([key: value])
    } throws: { error in
      guard case ConfigurationError.outOfRange(_, key, value, _) = error else { return false }
      return "\(error)".contains(key) && "\(error)".contains("\(value)")
    }
  }

  @Test("heads that do not divide the hidden size are an error with both numbers")
  func heads() {
    #expect {
      try read(["num_attention_heads": 3])
    } throws: { error in
      guard case ConfigurationError.unevenHeads(_, 8, 3) = error else { return false }
      return "\(error)".contains("3") && "\(error)".contains("8")
    }
  }

  @Test(
    "values of another type, and keys that are missing, are errors that name the key",
    arguments: [
      "model_type", "num_hidden_layers", "hidden_size", "num_attention_heads",
      "intermediate_size", "vocab_size", "max_position_embeddings",
    ])
  func types(key: String) {
    for value in [Any?.none, [1, 2], ["a": 1], true] {
      #expect {
        try read([key: value])
      } throws: { error in
        guard case ConfigurationError.malformed(_, let reason) = error else { return false }
        return reason.contains(key)
      }
    }
  }

  @Test(
    "text that is no configuration is a typed error",
    arguments: [
      "", "{", "[]", "null", "7", "\"bert\"", "{}", "\u{0}", "{\"model_type\":\"bert\"",
      #"{"model_type":"bert","num_hidden_layers":1e300}"#,
      #"{"model_type":"bert","num_hidden_layers":1.5}"#,
      #"{"model_type":"bert","num_hidden_layers":99999999999999999999999999}"#,
      String(repeating: #"{"model_type":"#, count: 50_000), String(repeating: "[", count: 200_000),
    ])
  func noConfiguration(text: String) {
    #expect(throws: ConfigurationError.self) { try read(text.utf8) }
  }

  @Test("no cut of a configuration but the whole one is read")
  func truncated() throws {
    let whole = try configurationJSON()
    for count in 0..<whole.count {
      #expect(throws: ConfigurationError.self) { try read(whole.prefix(count)) }
    }
  }

  @Test("bytes changed at random give a configuration that can be run, or a typed error")
  func fuzz() throws {
    let whole = Array(try configurationJSON())
    var random = SeededNumbers(seed: 53)
    for _ in 0..<2000 {
      do {
        let read = try read(random.mutate(whole))
        #expect(read.hiddenSize.isMultiple(of: read.headCount) && read.positionLimit >= 2)
      } catch is ConfigurationError {}
    }
  }
}
