/// How far a ranking has come over all its pieces.
struct RankingProgress {
  private let report: (@Sendable (EncodeProgress) -> Void)?
  private let textsTotal: Int
  private let tokensTotal: Int
  private var textsDone = 0
  private var tokensDone = 0

  init(
    _ plan: RankingPlan, _ passages: PreparedTexts, report: (@Sendable (EncodeProgress) -> Void)?
  ) {
    self.report = report
    textsTotal = plan.pieces.reduce(0) { $0 + $1.encoded.count }
    tokensTotal = plan.pieces.reduce(0) { $0 + Self.tokens($1, passages) }
  }

  /// What tells the caller how far the encoding of the next piece has come.
  var step: (@Sendable (EncodeProgress) -> Void)? {
    guard let report else { return nil }
    let now = self
    return { step in
      report(
        EncodeProgress(
          textsDone: now.textsDone + step.textsDone, textsTotal: now.textsTotal,
          tokensDone: now.tokensDone + step.tokensDone, tokensTotal: now.tokensTotal))
    }
  }

  /// Takes note of a piece that is encoded.
  mutating func finish(_ piece: RankingPlan.Piece, _ passages: PreparedTexts) {
    textsDone += piece.encoded.count
    tokensDone += Self.tokens(piece, passages)
  }

  private static func tokens(_ piece: RankingPlan.Piece, _ passages: PreparedTexts) -> Int {
    piece.encoded.reduce(0) { $0 + passages.sequenceCounts(of: $1).used }
  }
}
