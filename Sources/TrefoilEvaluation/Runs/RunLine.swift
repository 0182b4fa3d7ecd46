package import TrefoilFiles

/// A line of a TREC run, `query Q0 passage rank score tag`, or of a run as MS MARCO has it, `query
/// passage rank`.
package struct RunLine: Equatable, Sendable {
  /// The query's id.
  package let query: String
  /// The passage's id.
  package let passage: String
  /// The score as it stands there, or the rank where there is none.
  private let valueField: String
  private let isRank: Bool
  /// The system's name; empty if the line has none.
  package let tag: String

  /// The score; higher is better.
  ///
  /// A line without one has its rank's reciprocal, as Pyserini does.
  ///
  /// - Throws: `RunFault` if it is not a number; whoever wants the order of the lines never asks.
  package var score: Double {
    get throws(LineFault) {
      guard let number = Double(valueField), !number.isNaN else {
        throw LineFault(RunFault.notAScore(valueField))
      }
      return isRank ? 1 / number : number
    }
  }

  /// Reads a line, whose fields have white space between; nil for a blank one and for a comment,
  /// which starts with `#` and has no `Q0` behind a query's id.
  ///
  /// The rank of a line with a score says nothing, and what follows the tag is left out.
  ///
  /// - Throws: `TextFault`; `RunFault` if it has neither six fields nor MS MARCO's three.
  package init?(parsing line: ArraySlice<UInt8>) throws(LineFault) {
    guard !Fields.isBlank(line) else { return nil }
    let fields = try Fields.betweenSpaces(line)
    if line.first == UInt8(ascii: "#"), fields.count < 6 || fields[1] != "Q0" { return nil }
    query = fields[0]
    if fields.count == 3, let rank = Int(fields[2]), rank >= 1 {
      passage = fields[1]
      valueField = fields[2]
      isRank = true
      tag = ""
      return
    }
    guard fields.count >= 6 else { throw LineFault(RunFault.notARunLine(fields: fields.count)) }
    passage = fields[2]
    valueField = fields[4]
    isRank = false
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

  /// Checks that a name can stand in a run.
  ///
  /// - Throws: `RunError` for one that is empty or has white space.
  package static func check(_ name: String) throws(RunError) {
    guard !name.isEmpty && !name.utf8.contains(where: { Fields.isSpace($0) || $0 == 0 }) else {
      throw .unfitName(name)
    }
  }
}
