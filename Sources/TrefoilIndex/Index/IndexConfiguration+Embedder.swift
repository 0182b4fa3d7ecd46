internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

extension IndexConfiguration {
  /// What an index of a model is by these options.
  ///
  /// - Throws: `EmbedderError.missingHead`; `IndexError`; `WindowError`.
  init(_ options: IndexOptions, _ embedder: Embedder) throws {
    let outputs = options.outputs ?? embedder.outputs
    let similarity = embedder.configuration.similarity
    guard
      similarity == .cosine || similarity == .dot || options.denseCodec != .int8
        || !outputs.contains(.dense)
    else { throw IndexError.unsupportedSimilarity(similarity) }
    let limit = embedder.maxLength
    let standard =
      options.wholeDocuments ? limit : min(IndexOptions.standardPassageTokens, limit)
    let tokens = options.passageTokens ?? standard
    if options.wholeDocuments {
      try embedder.validate(
        EncodeOptions(
          outputs: outputs, maxLength: tokens, truncation: options.truncation, role: options.role))
    } else {
      try embedder.validate(EncodeOptions(outputs: outputs, role: options.role))
      guard tokens <= limit else { throw WindowError.tooLong(length: tokens, limit: limit) }
      _ = try PassageWindows(length: tokens, overlap: options.overlap, pooling: options.pooling)
    }
    self.init(
      outputs: outputs, role: options.role, passageTokens: tokens, overlap: options.overlap,
      wholeDocuments: options.wholeDocuments, endsAtSentences: options.endsAtSentences,
      pooling: options.pooling, truncation: options.truncation, denseCodec: options.denseCodec,
      tokenCodec: options.tokenCodec, fields: try DeclaredFields(options.fields).names,
      denseDimension: embedder.configuration.encoder.hiddenSize,
      colbertDimension: outputs.contains(.colbert)
        ? embedder.weightSummary.colbertDimension ?? 0 : 0,
      similarity: similarity, modelPath: embedder.model.path.string,
      modelFingerprint: try Self.fingerprint(of: embedder))
  }

  /// The fingerprint of all that a model's embeddings depend on beside the texts.
  static func fingerprint(of embedder: Embedder) throws -> String {
    fingerprint(of: embedder, files: try ModelFingerprint.of(embedder.model.path))
  }

  /// What is the same as long as that is, and nobody writes to the model's files.
  static func stamp(of embedder: Embedder) throws -> String {
    fingerprint(of: embedder, files: try ModelFingerprint.stamp(of: embedder.model.path))
  }

  private static func fingerprint(of embedder: Embedder, files: Fingerprint) -> String {
    var builder = Fingerprint.Builder()
    builder.update(files.bytes)
    builder.update(text: embedder.precision.rawValue)
    builder.update(text: embedder.instructions.query.text)
    builder.update(text: embedder.instructions.passage.text)
    return builder.fingerprint.hexadecimal
  }
}
