/// How a family gives tokens their positions.
package enum PositionCounting: Equatable, Sendable {
  /// The first token has position zero.
  case fromZero
  /// The first token's position is one behind the padding's, which is the padding's number.
  ///
  /// A padding token that a text itself holds has the padding's position and is not counted. Where
  /// `config.json` does not say the padding's number, it is `standard`.
  case behindPadding(standard: Int)
}
