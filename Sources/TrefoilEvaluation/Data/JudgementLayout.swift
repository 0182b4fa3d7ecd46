internal import TrefoilFiles

/// The two layouts of a line of judgements.
///
/// BEIR's is `query-id`, `corpus-id` and `score` with one tab between; TREC's is query, an unused
/// field, passage and grade with white space between.
enum JudgementLayout {
  /// A judgement of a file.
  struct Judgement {
    let query: String
    let passage: String
    let grade: Int
  }

  /// What the last column is called in a first line that names the columns.
  private static let headings: Set = ["score", "grade", "relevance", "rel", "label"]

  /// Reads a line; nil for a blank one, for a comment, which starts with `#` as trec_eval 10 has
  /// it, and for a first line that names the columns.
  static func judgement(
    _ line: ArraySlice<UInt8>, number: Int
  ) throws(LineFault) -> Judgement? {
    guard line.contains(where: { !Fields.isSpace($0) }) else { return nil }
    var fields = try Fields.betweenTabs(line)
    let isBEIR = fields.count == 3 && (Int(fields[2]) != nil || isHeading(fields[2], number))
    if !isBEIR {
      guard line.first != UInt8(ascii: "#") else { return nil }
      let parts = try Fields.betweenSpaces(line)
      if parts.count == 4 {
        fields = [parts[0], parts[2], parts[3]]
      } else if fields.count != 3 {
        throw LineFault(JudgementFault.notAJudgement(fields: parts.count))
      }
    }
    guard !isHeading(fields[2], number) else { return nil }
    guard let grade = Int(fields[2]) else { throw LineFault(JudgementFault.notAGrade(fields[2])) }
    guard !fields[0].isEmpty && !fields[1].isEmpty else { throw LineFault(TextFault.emptyID) }
    return Judgement(query: fields[0], passage: fields[1], grade: grade)
  }

  private static func isHeading(_ field: String, _ number: Int) -> Bool {
    number == 1 && headings.contains(field.lowercased())
  }
}
