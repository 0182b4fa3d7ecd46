public import Trefoil

/// Which documents of an index.
public enum DocumentSelection: Equatable, Sendable {
  /// All, in the order in which they were added.
  case all
  /// Those that a filter lets through, in the order in which they were added.
  case matching(Filter)
  /// Those of some ids, in their order; ids that are not there are passed over.
  case ids([Identifier])
}
