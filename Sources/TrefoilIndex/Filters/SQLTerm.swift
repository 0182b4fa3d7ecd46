/// A part of a condition in SQL, and what SQLite's parser has to keep while it reads it.
///
/// The parser's stack has 100 places, and an expression may be 1,000 deep: a filter with more
/// conditions, or in an unlucky order, is no SQL unless it is put together with care.
struct SQLTerm {
  /// What joins two terms.
  enum Connective: String {
    case and, or
  }

  /// The SQL.
  let sql: SQLFragment
  /// What joins the parts of the SQL last; nil if it needs no parentheses anywhere.
  let connective: Connective?
  /// The most places of the parser's stack that the SQL takes.
  let stack: Int

  /// A condition that is never true.
  static let never = SQLTerm(atom: "0")

  /// Places of the stack that the SQL of one condition takes, at most: 31 were measured for a `case`
  /// with a selection in its branch, of a value that is selected itself.
  private static let atomStack = 32

  /// SQL that needs no parentheses.
  init(atom: SQLFragment) {
    self.init(sql: atom, connective: nil, stack: Self.atomStack)
  }

  /// Conditions with `and` between, none of which has many parts.
  init(all: SQLFragment) {
    self.init(sql: all, connective: .and, stack: Self.atomStack)
  }

  private init(sql: SQLFragment, connective: Connective?, stack: Int) {
    self.sql = sql
    self.connective = connective
    self.stack = stack
  }

  /// Terms that are joined by one word; there is one at least.
  init(joining terms: [SQLTerm], by connective: Connective) {
    // What is read first finds the stack empty, and halves keep the expression flat.
    self = Self.joined(terms.sorted { $0.stack > $1.stack }[...], connective)
  }

  private static func joined(_ terms: ArraySlice<SQLTerm>, _ connective: Connective) -> SQLTerm {
    if terms.count == 1, let term = terms.first { return term }
    let middle = terms.startIndex + terms.count / 2
    let (left, right) = (
      joined(terms[..<middle], connective), joined(terms[middle...], connective)
    )
    let leftNeeds = connective == .and && left.connective == .or
    let rightNeeds = right.connective != nil && (connective == .and || right.connective == .or)
    let (one, other) = (
      leftNeeds ? "(\(left.sql))" : left.sql, rightNeeds ? "(\(right.sql))" : right.sql
    )
    return SQLTerm(
      sql: connective == .and ? "\(one) and \(other)" : "\(one) or \(other)",
      connective: connective,
      // The left term stands on the stack as one place, with the word behind.
      stack: max(left.stack + (leftNeeds ? 1 : 0), right.stack + (rightNeeds ? 3 : 2)))
  }

  /// The term's contrary.
  var negated: SQLTerm {
    SQLTerm(sql: "not (\(sql))", connective: nil, stack: stack + 2)
  }
}
