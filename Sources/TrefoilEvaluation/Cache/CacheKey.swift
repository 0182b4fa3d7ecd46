internal import Crypto
internal import Trefoil

/// What embeddings depend on beside the texts.
struct CacheKey {
  let model: [UInt8]
  let precision: Precision
  let options: CollectionOptions
  let outputs: EmbeddingOutputs

  /// The version of how texts become embeddings; it rises when the same files give others.
  static let version = 1

  /// The SHA-256 of all of it.
  var digest: [UInt8] {
    let windows = options.windows.map { "\($0.length) \($0.overlap) \($0.pooling.rawValue)" }
    var hash = SHA256()
    hash.update(data: model)
    hash.update(
      data: Array(
        """
        version \(Self.version)
        precision \(precision.rawValue)
        outputs \(outputs.rawValue)
        role \(options.role.rawValue)
        length \(options.maxLength.map(String.init) ?? "own")
        truncation \(options.truncation.rawValue)
        windows \(windows ?? "none")
        """.utf8))
    return Array(hash.finalize())
  }
}
