internal import SystemPackage

/// The pooling's `config.json`, as sentence-transformers writes it: a mode's name since version 6,
/// a flag for each mode before.
struct PoolingModes: Decodable {
  /// The modes that are on, by sentence-transformers' names.
  private let names: [String]

  private enum CodingKeys: String, CodingKey {
    case mode = "pooling_mode"
    case cls = "pooling_mode_cls_token"
    case mean = "pooling_mode_mean_tokens"
    case lastToken = "pooling_mode_lasttoken"
    case max = "pooling_mode_max_tokens"
    case meanSquareRoot = "pooling_mode_mean_sqrt_len_tokens"
    case weightedMean = "pooling_mode_weightedmean_tokens"
  }

  private static let flags: [(CodingKeys, String)] = [
    (.cls, "cls"), (.mean, "mean"), (.lastToken, "lasttoken"), (.max, "max"),
    (.meanSquareRoot, "mean_sqrt_len_tokens"), (.weightedMean, "weightedmean"),
  ]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let mode = try? container.decode(String.self, forKey: .mode) {
      names = [mode]
    } else if container.contains(.mode) {
      names = try container.decode([String].self, forKey: .mode)
    } else {
      names = try Self.flags.compactMap { key, name in
        try container.decodeIfPresent(Bool.self, forKey: key) == true ? name : nil
      }
    }
  }

  /// The one mode that is on.
  ///
  /// - Throws: `ConfigurationError.unsupported` if it is none, another, or one of several.
  func pooling(_ file: FilePath) throws(ConfigurationError) -> Pooling {
    switch names {
    case ["cls"]: return .cls
    case ["mean"]: return .mean
    case ["lasttoken"]: return .lastToken
    default:
      throw .unsupported(
        file: file, key: "pooling_mode", found: names.joined(separator: "+"),
        supported: "one of cls, mean and lasttoken")
    }
  }
}
