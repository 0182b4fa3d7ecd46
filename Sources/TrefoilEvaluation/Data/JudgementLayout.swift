internal import TrefoilFiles

/// Reads the lines of a file of judgements, one after the other.
///
/// Fields have tabs between, else commas, else white space. The first line may name the columns in
/// any order; without names they are BEIR's, TREC's, or pairs alone.
struct JudgementLayout {
  /// A judgement of a file.
  struct Judgement {
    let query: String
    let passage: String
    let grade: Int
  }

  private var columns: JudgementColumns?
  private var hasBegun = false
  /// Whether the file's first judgement had no grade: then none needs one.
  private var hasPairs = false

  /// Reads a line; nil for a blank one, for a comment, which starts with `#` as trec_eval 10 has
  /// it, and for the line that names the columns.
  mutating func judgement(_ line: ArraySlice<UInt8>) throws(LineFault) -> Judgement? {
    guard !Fields.isBlank(line) else { return nil }
    if line.first == UInt8(ascii: "{") { return try Self.object(line) }
    let fields = try Self.fields(line)
    if line.first == UInt8(ascii: "#"), !Self.isJudgement(fields, line) { return nil }
    if !hasBegun {
      hasBegun = true
      columns = JudgementColumns(names: fields)
      hasPairs = columns == nil && fields.count == 2
      if columns != nil { return nil }
    }
    guard let columns = columns ?? JudgementColumns(count: fields.count),
      fields.count >= columns.count, columns.grade != nil || self.columns != nil || hasPairs
    else { throw LineFault(JudgementFault.notAJudgement(fields: fields.count)) }
    let (query, passage) = (fields[columns.query], fields[columns.passage])
    guard !query.isEmpty && !passage.isEmpty else { throw LineFault(TextFault.emptyID) }
    let grade = try columns.grade.map { (column) throws(LineFault) in try Self.grade(fields[column])
    }
    return Judgement(query: query, passage: passage, grade: grade ?? 1)
  }

  /// The judgement of a line of JSONL, whose keys are the names of columns.
  private static func object(_ line: ArraySlice<UInt8>) throws(LineFault) -> Judgement {
    let record = try JSONRecord(line)
    func identifier(_ keys: [String]) throws(LineFault) -> String {
      guard let id = try record.identifier(keys) else {
        throw LineFault(TextFault.missingKey(keys[0]))
      }
      return id
    }
    let query = try identifier(JudgementColumns.queryNames)
    let passage = try identifier(JudgementColumns.passageNames)
    switch record.first(of: JudgementColumns.gradeNames) {
    case nil: return Judgement(query: query, passage: passage, grade: 1)
    case (_, .number(let digits))?:
      return Judgement(query: query, passage: passage, grade: try grade(digits))
    case (let key, _)?:
      throw LineFault(TextFault.wrongType(key: key, expected: "a whole number"))
    }
  }

  /// A line's fields, without white space and quotation marks around them.
  private static func fields(_ line: ArraySlice<UInt8>) throws(LineFault) -> [String] {
    let spaced = try Fields.betweenSpaces(line)
    // TREC's fields may have tabs between, or some.
    if spaced.count == 4, ["0", "Q0"].contains(spaced[1]) { return spaced.map(unquoted) }
    let separators = [UInt8(ascii: "\t")] + (spaced.count == 1 ? [UInt8(ascii: ",")] : [])
    for separator in separators where line.contains(separator) {
      return try Fields.trimmed(line, between: separator).map(unquoted)
    }
    return spaced.map(unquoted)
  }

  private static func unquoted(_ field: String) -> String {
    guard field.utf8.count >= 2, field.utf8.first == UInt8(ascii: "\""),
      field.utf8.last == UInt8(ascii: "\"")
    else { return field }
    return String(Substring(field.utf8.dropFirst().dropLast()))
  }

  /// Whether a line that starts with `#` is of a query whose name does: it has tabs, and a grade.
  private static func isJudgement(_ fields: [String], _ line: ArraySlice<UInt8>) -> Bool {
    line.contains(UInt8(ascii: "\t")) && (3...4).contains(fields.count)
      && (try? grade(fields[fields.count - 1])) != nil
  }

  /// A whole number, which may be written as `1.0`, `1e0` or `+1`.
  private static func grade(_ field: String) throws(LineFault) -> Int {
    if let grade = Int(field) { return grade }
    guard let number = Double(field), let grade = Int(exactly: number) else {
      throw LineFault(JudgementFault.notAGrade(field))
    }
    return grade
  }
}
