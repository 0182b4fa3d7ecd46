package import TrefoilFiles

/// A line of a TREC run: `query Q0 passage rank score tag`.
package struct RunLine: Equatable, Sendable {
  /// The query's id.
  package let query: String
  /// The passage's id.
  package let passage: String
  /// The score as it stands there.
  private let scoreField: String
  /// The system's name.
  package let tag: String

  /// The score; higher is better.
  ///
  /// - Throws: `RunFault` if it is not a number; whoever wants the order of the lines never asks.
  package var score: Double {
    get throws(LineFault) {
      guard let score = Double(scoreField), !score.isNaN else {
        throw LineFault(RunFault.notAScore(scoreField))
      }
      return score
    }
  }

  /// Reads a line, whose fields have white space between; nil for a blank one and for a comment,
  /// which starts with `#` and has no `Q0` behind a query's id.
  ///
  /// The rank says nothing, and what follows the tag is left out.
  ///
  /// - Throws: `TextFault`; `RunFault` if it has fewer than six fields.
  package init?(parsing line: ArraySlice<UInt8>) throws(LineFault) {
    let fields = try Fields.betweenSpaces(line)
    guard !fields.isEmpty else { return nil }
    if line.first == UInt8(ascii: "#"), fields.count < 6 || fields[1] != "Q0" { return nil }
    guard fields.count >= 6 else { throw LineFault(RunFault.notARunLine(fields: fields.count)) }
    query = fields[0]
    passage = fields[2]
    scoreField = fields[4]
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
    return "\(query) Q0 \(passage) \(rank) \(score) \(tag)"
  }

  private static func check(_ name: String) throws(RunError) {
    guard !name.isEmpty && !name.utf8.contains(where: { Fields.isSpace($0) || $0 == 0 }) else {
      throw .unfitName(name)
    }
  }
}
