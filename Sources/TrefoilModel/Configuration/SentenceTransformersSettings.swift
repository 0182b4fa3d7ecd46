internal import SystemPackage
internal import TrefoilCore
internal import TrefoilFiles

/// `config_sentence_transformers.json`: what is put before texts, and how vectors are compared.
struct SentenceTransformersSettings {
  private(set) var query = ""
  private(set) var passage = ""
  private(set) var plain = ""
  private(set) var similarity = DenseSimilarity.cosine
  private(set) var unlisted: [UnlistedKeys] = []

  /// The prompts for passages, by their names; the first that is there and not empty is taken.
  private static let passageNames = ["document", "passage", "corpus"]

  private struct Content: Decodable {
    /// A prompt that is null is none.
    let prompts: [String: String?]?
    let defaultPromptName: String?
    let similarity: String?

    enum CodingKeys: String, CodingKey {
      case prompts
      case defaultPromptName = "default_prompt_name"
      case similarity = "similarity_fn_name"
    }
  }

  init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending("config_sentence_transformers.json")
    guard try ConfigurationFile.isPresent(path) else { return }
    unlisted = [try ConfigurationFile.check(path, ConfigurationKeys.sentenceTransformers)]
    let content = try ConfigurationFile.decode(Content.self, from: path)
    let prompts = (content.prompts ?? [:]).mapValues { $0 ?? "" }
    query = prompts["query"] ?? ""
    passage = Self.passageNames.lazy.compactMap { prompts[$0] }.first { !$0.isEmpty } ?? ""
    if let name = content.defaultPromptName {
      // sentence-transformers has the two names in every model.
      guard let prompt = prompts[name] ?? (["query", "document"].contains(name) ? "" : nil) else {
        throw .malformed(
          file: path, reason: "“default_prompt_name” is “\(name)”, and no prompt has that name")
      }
      plain = prompt
    }
    guard let name = content.similarity else { return }
    guard let known = DenseSimilarity(rawValue: name) else {
      throw .unsupported(
        file: path, key: "similarity_fn_name", found: name,
        supported: DenseSimilarity.allCases.map { "“\($0.rawValue)”" }.joined(separator: " or "))
    }
    similarity = known
  }
}
