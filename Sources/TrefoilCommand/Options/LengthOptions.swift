internal import ArgumentParser
internal import Trefoil

/// How much of a long text is read.
struct LengthOptions: ParsableArguments {
  @Option(
    name: .customLong("max-length"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most tokens of a text, <s> and </s> included (default: the model's limit).",
      valueName: "n"))
  var maxLength: Int?

  @Option(
    help: ArgumentHelp(
      """
      What to do with a longer text: keep its head or its tail, or refuse it (default: as the \
      model's files say, which is the head for nearly all).
      """,
      valueName: "head|tail|error"),
    completion: .list(TruncationPolicy.allCases.map(\.rawValue)),
    transform: { name in
      guard let policy = TruncationPolicy(rawValue: name) else {
        throw ValidationError("“\(name)” is none of head, tail and error.")
      }
      return policy
    })
  var truncation: TruncationPolicy?

  /// How a longer text is cut before it is known whether it is to be refused.
  ///
  /// What counts its tokens cuts it as well; a command that refuses it can then name its line.
  var cutting: TruncationPolicy? { truncation == .error ? .head : truncation }

  /// Which of a pair's texts were cut.
  func truncation(
    query: TokenCounts, passage: TokenCounts, of embedder: Embedder
  ) -> TruncationWarning {
    var warning = TruncationWarning(limit: maxLength, modelLimit: embedder.maxLength)
    if query.wasTruncated { warning.add("the query") }
    if passage.wasTruncated { warning.add("the passage") }
    return warning
  }

  func validate() throws {
    if let maxLength, maxLength < 2 {
      throw ValidationError("--max-length is \(maxLength), but a text has at least 2 tokens.")
    }
  }
}
