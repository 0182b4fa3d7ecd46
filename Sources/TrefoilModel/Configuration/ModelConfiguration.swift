public import SystemPackage

/// How hidden states become one vector.
public enum Pooling: String, CaseIterable, Sendable {
  /// The hidden state of `<s>`.
  case cls
  /// The mean of all hidden states.
  case mean
  /// The hidden state of the last token.
  case lastToken = "last token"
}

/// All that a model's own files say of how to run it.
public struct ModelConfiguration: Equatable, Sendable {
  /// The encoder's shape.
  public let encoder: EncoderConfiguration
  /// How the dense vector is pooled; `cls` where the directory does not say.
  public let pooling: Pooling
  /// Whether the dense vector is normalized; so it is where the directory does not say.
  public let normalize: Bool
  /// The most tokens of a text, `<s>` and `</s>` included, at least 2.
  public let maxLength: Int
  /// What is put before a query; empty for BGE-M3.
  public let queryInstruction: String
  /// What is put before a passage; empty for BGE-M3.
  public let passageInstruction: String

  /// Reads `config.json` and whichever of sentence-transformers' side files a directory has.
  ///
  /// - Throws: `ConfigurationError` for the first file that is missing or asks for something that
  ///   can't be run.
  public init(directory: FilePath) throws(ConfigurationError) {
    encoder = try EncoderConfiguration(path: directory.appending("config.json"))
    let modules = try SentenceTransformersModules(directory: directory)
    pooling = modules.pooling
    normalize = modules.normalizes
    let instructions = try Instructions(directory: directory)
    queryInstruction = instructions.query
    passageInstruction = instructions.passage
    let path = directory.appending("sentence_bert_config.json")
    var limit = encoder.positionLimit
    if exists(path), let stated = try JSONFile.decode(LengthLimit.self, from: path).maxSeqLength {
      guard stated >= 2 else {
        throw .outOfRange(
          file: path, key: "max_seq_length", found: stated, range: 2...encoder.positionLimit)
      }
      limit = min(limit, stated)
    }
    maxLength = limit
  }
}

/// `sentence_bert_config.json`.
private struct LengthLimit: Decodable {
  let maxSeqLength: Int?

  enum CodingKeys: String, CodingKey {
    case maxSeqLength = "max_seq_length"
  }
}

/// `config_sentence_transformers.json`, of which only the prompts matter here.
private struct Instructions {
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

/// `modules.json` and the pooling's own `config.json`.
private struct SentenceTransformersModules {
  private(set) var pooling = Pooling.cls
  private(set) var normalizes = true

  private struct Module: Decodable {
    let path: String
    let type: String
  }

  private struct PoolingContent: Decodable {
    let cls: Bool?
    let mean: Bool?
    let lastToken: Bool?
    let max: Bool?
    let meanSqrt: Bool?
    let weightedMean: Bool?

    enum CodingKeys: String, CodingKey {
      case cls = "pooling_mode_cls_token"
      case mean = "pooling_mode_mean_tokens"
      case lastToken = "pooling_mode_lasttoken"
      case max = "pooling_mode_max_tokens"
      case meanSqrt = "pooling_mode_mean_sqrt_len_tokens"
      case weightedMean = "pooling_mode_weightedmean_tokens"
    }

    /// The names of the modes that are on.
    var modes: [(name: String, pooling: Pooling?)] {
      [
        (CodingKeys.cls, cls, .cls), (.mean, mean, .mean), (.lastToken, lastToken, .lastToken),
        (.max, max, nil), (.meanSqrt, meanSqrt, nil), (.weightedMean, weightedMean, nil),
      ].compactMap { (key: CodingKeys, isOn: Bool?, pooling: Pooling?) in
        isOn == true ? (key.rawValue, pooling) : nil
      }
    }
  }

  init(directory: FilePath) throws(ConfigurationError) {
    let path = directory.appending("modules.json")
    guard exists(path) else { return }
    let modules = try JSONFile.decode([Module].self, from: path)
    normalizes = modules.contains { $0.type.hasSuffix(".Normalize") }
    for module in modules {
      guard
        ["Transformer", "Pooling", "Normalize"].contains(where: { module.type.hasSuffix("." + $0) })
      else {
        throw .unsupported(
          file: path, key: "type", found: module.type,
          supported: "Transformer, Pooling and Normalize")
      }
    }
    guard let place = modules.first(where: { $0.type.hasSuffix(".Pooling") })?.path else { return }
    pooling = try Self.pooling(directory.appending(place).appending("config.json"))
  }

  private static func pooling(_ path: FilePath) throws(ConfigurationError) -> Pooling {
    let modes = try JSONFile.decode(PoolingContent.self, from: path).modes
    guard modes.count == 1, let pooling = modes[0].pooling else {
      throw .unsupported(
        file: path, key: "pooling_mode", found: modes.map(\.name).joined(separator: "+"),
        supported: "one of cls, mean and last token")
    }
    return pooling
  }
}
