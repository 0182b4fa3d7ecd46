internal import Trefoil

/// The values of a list, by their kinds.
struct FilterList: Equatable, Sendable {
  /// The texts.
  private(set) var texts: [Identifier] = []
  /// The numbers, integers and reals.
  private(set) var numbers: [FilterLiteral] = []
  /// The truth values, each once.
  private(set) var booleans: Set<Bool> = []

  /// Adds a value.
  mutating func append(_ value: FilterLiteral) {
    switch value {
    case .integer, .real: numbers.append(value)
    case .text(let text): texts.append(Identifier(text))
    case .boolean(let boolean): booleans.insert(boolean)
    }
  }
}
