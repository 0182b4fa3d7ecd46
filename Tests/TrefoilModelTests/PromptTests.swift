import Testing
import TrefoilCore
import TrefoilModel
import TrefoilTesting

@Suite("The settings of the whole model")
struct PromptTests {
  private func read(_ json: String) throws -> ModelConfiguration {
    let directory = try TemporaryDirectory()
    try directory.write(configurationJSON(), to: "config.json")
    try directory.write(json, to: "config_sentence_transformers.json")
    return try ModelConfiguration(directory: directory.path)
  }

  @Test(
    "a passage's prompt is the first that is not empty: document, passage, corpus",
    arguments: [
      (#"{"query":"query: ","passage":"passage: "}"#, "query: ", "passage: "),
      (#"{"passage":"one ","document":"two "}"#, "", "two "),
      (#"{"document":"","passage":"one "}"#, "", "one "),
      (#"{"document":null,"query":null,"corpus":"three "}"#, "", "three "),
      ("{}", "", ""), ("null", "", ""), (#"{"query":"","document":""}"#, "", ""),
    ])
  func passages(prompts: String, query: String, passage: String) throws {
    let read = try read(#"{"prompts":\#(prompts),"default_prompt_name":null}"#)
    #expect(read.queryInstruction == query && read.passageInstruction == passage)
    #expect(read.plainInstruction.isEmpty)
  }

  @Test("the default prompt is for texts that are neither")
  func defaultPrompt() throws {
    let one = try read(
      #"{"prompts":{"query":"q ","clustering":"c "},"default_prompt_name":"clustering"}"#)
    #expect(one.plainInstruction == "c " && one.queryInstruction == "q ")
    #expect(one.passageInstruction.isEmpty)
    #expect(try read(#"{"default_prompt_name":"query"}"#).plainInstruction.isEmpty)
    #expect(throws: ConfigurationError.self) {
      try read(#"{"prompts":{"query":"q "},"default_prompt_name":"other"}"#)
    }
  }

  @Test("the similarity has its name in the file", arguments: DenseSimilarity.allCases)
  func similarity(similarity: DenseSimilarity) throws {
    #expect(
      try read(#"{"similarity_fn_name":"\#(similarity.rawValue)"}"#).similarity == similarity)
    #expect(try read(#"{"similarity_fn_name":null}"#).similarity == .cosine)
  }

  @Test(
    "what asks for another kind of model is refused",
    arguments: [
      #"{"similarity_fn_name":"maxsim"}"#, #"{"model_type":"CrossEncoder"}"#,
      #"{"model_type":"SparseEncoder"}"#, #"{"truncate_dim":4}"#, #"{"query_prefix":"[Q]"}"#,
      #"{"prompts":7}"#, #"{"prompts":{"query":7}}"#,
    ])
  func refused(json: String) {
    #expect(throws: ConfigurationError.self) { try read(json) }
  }
}
