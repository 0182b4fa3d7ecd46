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

  /// What the last column of a first line is called that names the columns.
  private static let headings: Set = ["score", "grade", "relevance", "rel", "label"]

  /// Reads a line; nil for a blank one, for names of columns in the first, and for a comment: a
  /// line in TREC's layout that starts with `#`, as trec_eval 10 has it.
  static func judgement(
    _ line: ArraySlice<UInt8>, number: Int
  ) throws(LineFault) -> Judgement? {
    guard line.contains(where: { !Fields.isSpace($0) }) else { return nil }
    var fields = try Fields.betweenTabs(line)
    if fields.count != 3 {
      fields = try Fields.betweenSpaces(line)
      if line.first == UInt8(ascii: "#") { return nil }
      guard fields.count == 4 else { throw .notAJudgement(fields: fields.count) }
      fields.remove(at: 1)
    }
    if number == 1 && headings.contains(fields[2].lowercased()) { return nil }
    guard let grade = Int(fields[2]) else { throw .notAGrade(fields[2]) }
    guard !fields[0].isEmpty && !fields[1].isEmpty else { throw .emptyID }
    return Judgement(query: fields[0], passage: fields[1], grade: grade)
  }
}
