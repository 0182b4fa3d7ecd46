internal import SystemPackage

/// `config_sentence_transformers.json`, of which only the prompts matter here.
struct Instructions {
  private(set) var query = ""
  private(set) var passage = ""

  private struct Content: Decodable {
    let prompts: [String: String]?
  }

  init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending("config_sentence_transformers.json")
    guard exists(path) else { return }
    let prompts = try JSONFile.decode(Content.self, from: path).prompts ?? [:]
    query = prompts["query"] ?? ""
    passage = prompts["passage"] ?? prompts["document"] ?? prompts["corpus"] ?? ""
  }
}
