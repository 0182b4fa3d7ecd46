internal import Trefoil
internal import TrefoilFiles

/// What embeddings depend on beside the texts.
struct CacheKey {
  let model: Fingerprint
  let precision: Precision
  let options: CollectionOptions
  let outputs: EmbeddingOutputs
  /// What is put before each text.
  let instruction: String

  /// The version of how texts become embeddings; it rises when the same files give others.
  static let version = 3

  /// The fingerprint of all of it.
  var fingerprint: Fingerprint {
    let windows = options.windows.map { "\($0.length) \($0.overlap) \($0.pooling.rawValue)" }
    var builder = Fingerprint.Builder()
    builder.update(model.bytes)
    builder.update(
      Array(
        """
        version \(Self.version)
        precision \(precision.rawValue)
        outputs \(outputs.rawValue)
        role \(options.role.rawValue)
        instruction \(instruction.utf8.count) \(instruction)
        length \(options.maxLength.map(String.init) ?? "own")
        truncation \(options.truncation?.rawValue ?? "own")
        windows \(windows ?? "none")
        """.utf8))
    return builder.fingerprint
  }
}
