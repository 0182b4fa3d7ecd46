/// An operator between a field and one value; its raw value is that of SQL.
enum FilterComparison: String, Equatable, Sendable {
  case equal = "="
  case unequal = "<>"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// Whether the operator asks which value comes first.
  var isAboutOrder: Bool { self != .equal && self != .unequal }

  /// Whether the operator holds for values in this order.
  func holds(_ order: FilterOrder) -> Bool {
    switch self {
    case .equal: order == .same
    case .unequal: order != .same
    case .less: order == .before
    case .lessOrEqual: order != .behind
    case .greater: order == .behind
    case .greaterOrEqual: order != .before
    }
  }
}

/// Where a document's value stands to a filter's.
enum FilterOrder: Equatable, Sendable {
  case before, same, behind
}
