package import Trefoil

/// Cuts documents into passages by the tokens of a model.
///
/// The title stands before each passage, with a space between, unless it would take more than half
/// of one: then it stands before the first alone. A passage ends where a paragraph does if one does
/// in its last quarter, else where a sentence does there, else before a word, else anywhere. All of
/// the text but white space is in a passage.
package struct PassageCutter: Sendable {
  private let windows: WindowCutter

  /// Makes a cutter for a model.
  ///
  /// - Throws: `WindowError` for passages that are too short, longer than what the model reads, or
  ///   share too much; `TokenizerError`.
  package init(_ embedder: Embedder, options: PassageOptions = PassageOptions()) throws {
    let limit = embedder.maxLength
    let length = options.tokens ?? min(IndexOptions.standardPassageTokens, limit)
    guard length <= limit else { throw WindowError.tooLong(length: length, limit: limit) }
    windows = try WindowCutter(
      embedder.tokenizer, instruction: embedder.instructions.passage.text,
      windows: options.whole
        // No text is as long, so none is cut.
        ? PassageWindows(length: .max, overlap: 0, pooling: .max)
        : PassageWindows(length: length, overlap: options.overlap, pooling: .max),
      keepsSentences: true)
  }

  /// A document's passages, for `Embedder.prepare(tokenized:options:)`; one at least, in order.
  ///
  /// - Throws: `TokenizerError`; `CancellationError`.
  package func cut(title: String, text: String) throws -> [DocumentPassage] {
    try windows.cut(title: title, text: text).map {
      DocumentPassage(range: $0.range, text: $0.text, tokens: $0.tokens)
    }
  }
}
