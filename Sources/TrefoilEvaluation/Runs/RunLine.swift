package import TrefoilFiles

/// A line of a TREC run: `query Q0 passage rank score tag`.
package struct RunLine: Equatable, Sendable {
  /// The query's id.
  package let query: String
  /// The passage's id.
  package let passage: String
  /// The score; higher is better.
  package let score: Double
  /// The system's name.
  package let tag: String

  /// Reads a line, whose fields have white space between; nil for a blank one and for one that
  /// starts with `#`.
  ///
  /// The rank says nothing, and what follows the tag is left out.
  ///
  /// - Throws: `LineFault` if it has fewer than six fields, or its score is not a number.
  package init?(parsing line: ArraySlice<UInt8>) throws(LineFault) {
    let fields = try Fields.betweenSpaces(line)
    guard !fields.isEmpty && line.first != UInt8(ascii: "#") else { return nil }
    guard fields.count >= 6 else { throw .notARunLine(fields: fields.count) }
    guard let score = Double(fields[4]), !score.isNaN else { throw .notAScore(fields[4]) }
    query = fields[0]
    passage = fields[2]
    self.score = score
    tag = fields[5]
  }

  /// Writes a line without its end, `rank` from 1.
  ///
  /// The score is written as a 32-bit float, by which entries are in order, so that every release of
  /// trec_eval reads the same order.
  ///
  /// - Throws: `RunError` if a name does not fit.
  package static func text(
    query: String, passage: String, rank: Int, score: Float, tag: String
  ) throws(RunError) -> String {
    for name in [query, passage, tag] { try check(name) }
    if query.utf8.first == UInt8(ascii: "#") { throw .unfitName(query) }
    return "\(query) Q0 \(passage) \(rank) \(score) \(tag)"
  }

  private static func check(_ name: String) throws(RunError) {
    guard !name.isEmpty && !name.utf8.contains(where: { Fields.isSpace($0) || $0 == 0 }) else {
      throw .unfitName(name)
    }
  }
}
