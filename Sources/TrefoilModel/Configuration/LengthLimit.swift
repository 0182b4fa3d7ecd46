internal import SystemPackage
internal import TrefoilFiles

/// The most tokens of a text, from the two files that may say so.
///
/// The Transformer module's settings have the first word, as in sentence-transformers; since its
/// version 6 they are mostly silent, and `tokenizer_config.json` speaks.
enum LengthLimit {
  private struct Tokenizer: Decodable {
    /// A tokenizer without a limit says 1e30, which is no `Int`.
    let modelMaxLength: Double?

    enum CodingKeys: String, CodingKey {
      case modelMaxLength = "model_max_length"
      /// What older files call it.
      case maxLength = "max_len"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      modelMaxLength =
        try container.decodeIfPresent(Double.self, forKey: .modelMaxLength)
        ?? container.decodeIfPresent(Double.self, forKey: .maxLength)
    }
  }

  /// The limit, from 2 to `positions`.
  static func tokens(
    _ folder: FilePath, _ settings: TransformerSettings, positions: Int
  ) throws(ConfigurationError) -> Int {
    let tokenizer = folder.appending("tokenizer_config.json")
    if let stated = settings.maxLength, let path = settings.path {
      return try limit(stated, positions, path, "max_seq_length")
    }
    guard try ConfigurationFile.isPresent(tokenizer),
      let stated = try ConfigurationFile.decode(Tokenizer.self, from: tokenizer).modelMaxLength
    else { return positions }
    return try limit(stated, positions, tokenizer, "model_max_length")
  }

  private static func limit(
    _ stated: Double, _ positions: Int, _ path: FilePath, _ key: String
  ) throws(ConfigurationError) -> Int {
    guard !stated.isNaN else { throw .malformed(file: path, reason: "“\(key)” is not a number") }
    guard stated < Double(positions) else { return positions }
    let limit = Int(max(stated, -1))
    guard limit >= 2 else {
      throw .outOfRange(file: path, key: key, found: limit, range: 2...positions)
    }
    return limit
  }
}
