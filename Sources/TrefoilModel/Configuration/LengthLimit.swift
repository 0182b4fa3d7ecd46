internal import SystemPackage
internal import TrefoilFiles

/// The most tokens of a text, from the two files that may say so.
///
/// `sentence_bert_config.json` has the first word, as in sentence-transformers; since its version 6
/// it is mostly silent, and `tokenizer_config.json` speaks.
enum LengthLimit {
  private struct SentenceTransformers: Decodable {
    let maxSeqLength: Int?

    enum CodingKeys: String, CodingKey {
      case maxSeqLength = "max_seq_length"
    }
  }

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
    _ directory: FilePath, positions: Int
  ) throws(ConfigurationError) -> Int {
    var path = directory.appending("sentence_bert_config.json")
    var key = "max_seq_length"
    var stated: Double?
    if path.exists {
      stated = try ConfigurationFile.decode(SentenceTransformers.self, from: path).maxSeqLength
        .map { Double($0) }
    }
    let tokenizer = directory.appending("tokenizer_config.json")
    if stated == nil, tokenizer.exists {
      (path, key) = (tokenizer, "model_max_length")
      stated = try ConfigurationFile.decode(Tokenizer.self, from: path).modelMaxLength
    }
    guard let stated, stated < Double(positions) else { return positions }
    let limit = Int(max(stated, -1))
    guard limit >= 2 else {
      throw .outOfRange(file: path, key: key, found: limit, range: 2...positions)
    }
    return limit
  }
}
