internal import SystemPackage
internal import TrefoilFiles

/// The pooling's `config.json`, as sentence-transformers writes it: a mode's name since version 6,
/// a flag for each mode before.
struct PoolingSettings {
  private(set) var pooling = Pooling.cls
  /// Whether the tokens of an instruction take part.
  private(set) var includesInstruction = true
  /// The key of the vectors' size, and the size; nil where the file does not say.
  private(set) var dimension: (key: String, size: Int)?
  /// Where the settings are; nil where the directory has none.
  private(set) var path: FilePath?

  /// A directory without modules is BGE-M3's.
  init() {}

  private struct Content: Decodable {
    let mode: JSONContent?
    let cls, mean, lastToken, max, meanSquareRoot, weightedMean: Bool?
    let includePrompt: Bool?
    let embeddingDimension, wordEmbeddingDimension: Int?

    enum CodingKeys: String, CodingKey {
      case mode = "pooling_mode"
      case cls = "pooling_mode_cls_token"
      case mean = "pooling_mode_mean_tokens"
      case lastToken = "pooling_mode_lasttoken"
      case max = "pooling_mode_max_tokens"
      case meanSquareRoot = "pooling_mode_mean_sqrt_len_tokens"
      case weightedMean = "pooling_mode_weightedmean_tokens"
      case includePrompt = "include_prompt"
      case embeddingDimension = "embedding_dimension"
      case wordEmbeddingDimension = "word_embedding_dimension"
    }

    /// The modes that are on, by sentence-transformers' names; the mean where the file names none.
    var names: [String] {
      if let mode, mode != .null {
        return (mode.array ?? [mode]).map { $0.string ?? $0.description }
      }
      let flags: [(Bool?, String)] = [
        (cls, "cls"), (max, "max"), (mean, "mean"), (meanSquareRoot, "mean_sqrt_len_tokens"),
        (weightedMean, "weightedmean"), (lastToken, "lasttoken"),
      ]
      let on = flags.filter { $0.0 == true }.map(\.1)
      return on.isEmpty ? ["mean"] : on
    }
  }

  /// Reads a file.
  ///
  /// - Throws: `ConfigurationError.unsupported` if the modes that are on are several.
  init(_ path: FilePath) throws(ConfigurationError) {
    let content = try ConfigurationFile.decode(Content.self, from: path)
    self.path = path
    includesInstruction = content.includePrompt ?? true
    dimension =
      content.embeddingDimension.map { ("embedding_dimension", $0) }
      ?? content.wordEmbeddingDimension.map { ("word_embedding_dimension", $0) }
    let names = content.names
    guard names.count == 1, let mode = Pooling(sentenceTransformersName: names[0]) else {
      throw .unsupported(
        file: path, key: "pooling_mode", found: names.joined(separator: "+"),
        supported:
          "one of \(Pooling.allCases.map(\.sentenceTransformersName).joined(separator: ", "))")
    }
    pooling = mode
  }

  /// Checks that the pooling is one of vectors of an encoder's size.
  func requireDimension(_ hidden: Int) throws(ConfigurationError) {
    guard let path, let dimension, dimension.size != hidden else { return }
    throw .unsupported(
      file: path, key: dimension.key, found: "\(dimension.size)",
      supported: "the encoder's hidden size, \(hidden),")
  }
}
