package import Trefoil
internal import TrefoilFiles

/// Counts a text's tokens against the limit before the model is asked.
package struct LengthCheck: Sendable {
  private let tokenizer: any Tokenizer
  private let instruction: String
  private let limit: Int
  private let policy: TruncationPolicy

  /// Makes a check for texts of a role.
  package init(
    _ embedder: Embedder, role: TextRole, maxLength: Int?, policy: TruncationPolicy
  ) {
    tokenizer = embedder.tokenizer
    limit = min(maxLength ?? .max, embedder.maxLength)
    self.policy = policy
    instruction =
      switch role {
      case .query: embedder.configuration.queryInstruction
      case .passage: embedder.configuration.passageInstruction
      case .none: ""
      }
  }

  /// Whether a text would be cut.
  ///
  /// - Throws: `LineFault.tooManyTokens` if it is over the limit and the policy is `error`;
  ///   `TokenizerError`; `CancellationError`.
  package func isOver(_ text: String) throws -> Bool {
    try Task.checkCancellation()
    let tokens = try tokenizer.tokenize(instruction + text).count
    guard tokens > limit else { return false }
    if policy == .error { throw LineFault.tooManyTokens(tokens: tokens, limit: limit) }
    return true
  }

  /// The texts that the policy admits; the others are reported.
  package func admitted(
    _ records: [TextRecord], of source: TextSource, badLines: BadLines
  ) throws -> [TextRecord] {
    guard policy == .error else { return records }
    return try records.filter { record in
      do {
        return try !isOver(record.text)
      } catch let fault as LineFault {
        try badLines.report(source.error(fault, of: record))
        return false
      }
    }
  }
}
