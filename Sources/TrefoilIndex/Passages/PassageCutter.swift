package import Trefoil

/// Cuts documents into passages by the tokens of a model.
///
/// The title stands before each passage, with a space between, unless it would take more than half
/// of one: then it stands before the first alone. A passage ends where a paragraph does if one does
/// in its last quarter, else where a sentence does there, else before a word, else anywhere. All of
/// the text but white space is in a passage.
package struct PassageCutter: Sendable {
  private let tokenizer: any Tokenizer
  private let instruction: String
  /// Cuts texts; nil if each is one passage.
  private let windows: WindowCutter?

  /// Makes a cutter for a model.
  ///
  /// - Throws: `WindowError` for passages that are too short, longer than what the model reads, or
  ///   share too much; `TokenizerError`.
  package init(_ embedder: Embedder, options: PassageOptions = PassageOptions()) throws {
    tokenizer = embedder.tokenizer
    instruction = embedder.instructions[options.role].text
    guard !options.whole else {
      windows = nil
      return
    }
    let limit = embedder.maxLength
    let length = options.tokens ?? min(IndexOptions.standardPassageTokens, limit)
    guard length <= limit else { throw WindowError.tooLong(length: length, limit: limit) }
    windows = try WindowCutter(
      tokenizer, instruction: instruction,
      windows: PassageWindows(length: length, overlap: options.overlap, pooling: .max),
      keepsSentences: options.endsAtSentences)
  }

  /// A document's passages, for `Embedder.prepare(tokenized:options:)`; one at least, in order.
  ///
  /// - Throws: `TokenizerError`; `CancellationError`.
  package func cut(title: String, text: String) throws -> [DocumentPassage] {
    guard let windows else {
      try Task.checkCancellation()
      let content = Document.content(title: title, text: text)
      return [
        DocumentPassage(
          range: 0..<text.utf8.count, text: content,
          tokens: try tokenizer.tokenize(instruction + content))
      ]
    }
    return try windows.cut(title: title, text: text).map {
      DocumentPassage(range: $0.range, text: $0.text, tokens: $0.tokens)
    }
  }
}
