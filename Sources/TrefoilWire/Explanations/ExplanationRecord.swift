package import Trefoil
package import TrefoilFormats

/// Why a passage has its score for a query.
///
/// Ranges are in Unicode scalars of the text, as Python counts; words and tokens are named by their
/// index in `query` and `passage`.
package struct ExplanationRecord: Codable, Equatable, Sendable {
  /// What ranges count: always `unicode scalars`.
  package let unit: String
  /// The scores, and what each adds to the hybrid one.
  package let scores: ExplainedScoresRecord
  /// The query as the model read it.
  package let query: ExplainedTextRecord
  /// The passage as the model read it.
  package let passage: ExplainedTextRecord
  /// The late-interaction score taken apart; null without a ColBERT head.
  package let colbert: JSONNullable<MatchesRecord>
  /// The lexical score taken apart; null without a sparse head.
  package let lexical: JSONNullable<SharedRecord>

  /// Takes an explanation.
  package init(_ explanation: Explanation) {
    unit = "unicode scalars"
    scores = ExplainedScoresRecord(explanation)
    query = ExplainedTextRecord(explanation.query)
    passage = ExplainedTextRecord(explanation.passage)
    colbert = JSONNullable(MatchesRecord(explanation))
    lexical = JSONNullable(SharedRecord(explanation))
  }
}
