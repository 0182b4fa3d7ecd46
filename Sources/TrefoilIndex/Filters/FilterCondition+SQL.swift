#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import Trefoil

extension FilterCondition {
  /// The condition as SQL that gives 0 or 1, and never NULL.
  func sql(_ fields: (FieldPath) -> FieldSQL) -> SQLTerm {
    let field = fields(field)
    switch test {
    case .compared(let comparison, let value): return field.compared(comparison, value)
    case .oneOf(let list): return field.list(list, "in", .equal)
    case .noneOf(let list): return field.list(list, "not in", .unequal)
    case .like(let pattern): return field.text("like \(bind: .text(pattern.text))")
    case .unlike(let pattern): return field.text("not like \(bind: .text(pattern.text))")
    case .contains(let value): return field.contains(value)
    case .lacks(let value): return field.lacks(value)
    case .null:
      guard let type = field.type else { return .never }
      return SQLTerm(atom: "ifnull(\(type), 'null') = 'null'")
    }
  }
}

extension FieldSQL {
  /// A condition that is false unless the value is a text.
  fileprivate func text(_ condition: SQLFragment) -> SQLTerm {
    guard let type else { return SQLTerm(atom: "\(value) \(condition)") }
    return SQLTerm(all: "\(type) is 'text' and \(value) \(condition)")
  }

  /// A condition that is false unless the value is a number.
  fileprivate func number(_ condition: SQLFragment) -> SQLTerm {
    guard let type else { return .never }
    return SQLTerm(all: "ifnull(\(type), '') in ('integer', 'real') and \(value) \(condition)")
  }

  fileprivate func compared(_ comparison: FilterComparison, _ other: FilterLiteral) -> SQLTerm {
    switch other {
    case .text: return text("\(comparison) \(bind: other.bound)")
    case .integer, .real: return number("\(comparison) \(bind: other.bound)")
    case .boolean(let boolean):
      guard let type else { return .never }
      // There are two of them, so one that is not this one is the other.
      return SQLTerm(
        atom: boolean == (comparison == .equal) ? "\(type) is 'true'" : "\(type) is 'false'")
    }
  }

  /// One condition for each kind of values that the list has.
  fileprivate func list(
    _ list: FilterList, _ operation: SQLFragment, _ comparison: FilterComparison
  ) -> SQLTerm {
    var terms: [SQLTerm] = []
    // One array, so that a list of any length binds one value.
    if !list.texts.isEmpty {
      let array = Self.array(list.texts)
      terms.append(text("\(operation) (select value from json_each(\(bind: array)))"))
    }
    if !list.numbers.isEmpty {
      let array = Self.array(list.numbers)
      terms.append(number("\(operation) (select value from json_each(\(bind: array)))"))
    }
    if list.booleans.count == 1, let boolean = list.booleans.first {
      terms.append(compared(comparison, .boolean(boolean)))
    } else if !list.booleans.isEmpty, let type, comparison == .equal {
      terms.append(SQLTerm(atom: "ifnull(\(type), '') in ('true', 'false')"))
    }
    return terms.isEmpty ? .never : SQLTerm(joining: terms, by: .or)
  }

  fileprivate func contains(_ element: FilterLiteral) -> SQLTerm {
    guard let type else { return compared(.equal, element) }
    return SQLTerm(
      atom: """
        case \(type) when 'array' then exists (\(elements(element))) \
        else \(compared(.equal, element).sql) end
        """)
  }

  fileprivate func lacks(_ element: FilterLiteral) -> SQLTerm {
    guard let type else { return compared(.unequal, element) }
    return SQLTerm(
      atom: """
        case \(type) when 'array' then not exists (\(elements(element))) \
        else \(compared(.unequal, element).sql) end
        """)
  }

  /// Selects the elements of an array that equal one.
  private func elements(_ element: FilterLiteral) -> SQLFragment {
    let condition: SQLFragment =
      switch element {
      case .text: "json_each.type = 'text' and json_each.atom = \(bind: element.bound)"
      case .integer, .real:
        "json_each.type in ('integer', 'real') and json_each.atom = \(bind: element.bound)"
      case .boolean(true): "json_each.type = 'true'"
      case .boolean(false): "json_each.type = 'false'"
      }
    return "select 1 from json_each(\(value)) where \(condition)"
  }

  /// Values as a JSON array.
  private static func array(_ values: [some Encodable]) -> FilterValue {
    guard let data = try? JSONEncoder().encode(values) else {
      preconditionFailure("\(values.count) values are no JSON: a number is not finite")
    }
    return .text(String(decoding: data, as: UTF8.self))
  }
}
