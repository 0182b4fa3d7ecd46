internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

extension IndexConfiguration {
  /// What an index of a model is by these options.
  ///
  /// - Throws: `EmbedderError.missingHead`; `IndexError`; `WindowError`.
  init(_ options: IndexOptions, _ embedder: Embedder) throws {
    let outputs = options.outputs ?? embedder.outputs
    try embedder.validate(EncodeOptions(outputs: outputs, role: .passage))
    let similarity = embedder.configuration.similarity
    guard similarity == .cosine || similarity == .dot || !outputs.contains(.dense) else {
      throw IndexError.unsupportedSimilarity(similarity)
    }
    let standard = options.wholeDocuments ? Int.max : IndexOptions.standardPassageTokens
    let tokens = options.passageTokens ?? min(standard, embedder.maxLength)
    guard tokens <= embedder.maxLength else {
      throw WindowError.tooLong(length: tokens, limit: embedder.maxLength)
    }
    _ = try PassageWindows(length: tokens, overlap: options.overlap, pooling: .max)
    self.init(
      outputs: outputs, passageTokens: tokens, overlap: options.overlap,
      wholeDocuments: options.wholeDocuments, tokenCodec: options.tokenCodec,
      denseDimension: embedder.configuration.encoder.hiddenSize,
      colbertDimension: outputs.contains(.colbert)
        ? embedder.weightSummary.colbertDimension ?? 0 : 0,
      similarity: similarity, modelPath: embedder.model.path.string,
      modelFingerprint: try Self.fingerprint(of: embedder))
  }

  /// The fingerprint of all that a model's embeddings depend on beside the texts.
  static func fingerprint(of embedder: Embedder) throws -> String {
    var builder = Fingerprint.Builder()
    do {
      builder.update(try ModelFingerprint.of(embedder.model.path).bytes)
    } catch EmbeddingCacheError.unreadableModel(let error) {
      throw IndexError.unreadableModel(error)
    }
    builder.update(text: embedder.precision.rawValue)
    builder.update(text: embedder.instructions.query.text)
    builder.update(text: embedder.instructions.passage.text)
    return builder.fingerprint.hexadecimal
  }
}
