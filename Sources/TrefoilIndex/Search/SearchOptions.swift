public import Trefoil

/// What a search looks for, and how far.
public struct SearchOptions: Equatable, Sendable {
  /// The hits wanted.
  public var top: Int
  /// The best hits that are passed over, as for a second page.
  public var offset: Int
  /// Which scores put passages in order.
  public var mode: SearchMode
  /// How much each score counts; nil for the model's own weights, or for one each without a model.
  public var weights: HybridWeights?
  /// The best passages by the dense score, and by the lexical one, whose scores are all computed.
  public var candidates: Int
  /// Whether all scores of every passage are computed, instead of the candidates'.
  public var isExhaustive: Bool
  /// Which documents may be found; nil for all.
  public var filter: Filter?
  /// The most passages of one document among the hits; nil for any number.
  public var perDocument: Int?
  /// The least score of a hit; nil for any.
  public var minScore: Float?

  /// The candidates by each of the two scores where nothing else is said.
  ///
  /// Source: with the default model on SciFact, 25 by each lose nothing against all passages.
  public static let standardCandidates = 100

  /// Describes a search.
  public init(
    top: Int = 10, offset: Int = 0, mode: SearchMode = .hybrid, weights: HybridWeights? = nil,
    candidates: Int = SearchOptions.standardCandidates, isExhaustive: Bool = false,
    filter: Filter? = nil, perDocument: Int? = nil, minScore: Float? = nil
  ) {
    self.top = top
    self.offset = offset
    self.mode = mode
    self.weights = weights
    self.candidates = candidates
    self.isExhaustive = isExhaustive
    self.filter = filter
    self.perDocument = perDocument
    self.minScore = minScore
  }
}
