internal import SystemPackage
internal import TrefoilFiles

/// `config_sentence_transformers.json`, of which only the prompts matter here.
struct Instructions {
  private(set) var query = ""
  private(set) var passage = ""

  private struct Content: Decodable {
    let prompts: [String: String]?
  }

  init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending("config_sentence_transformers.json")
    guard path.exists else { return }
    let prompts = try ConfigurationFile.decode(Content.self, from: path).prompts ?? [:]
    query = prompts["query"] ?? ""
    passage = prompts["passage"] ?? prompts["document"] ?? prompts["corpus"] ?? ""
  }
}
