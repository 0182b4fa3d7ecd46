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
  /// Fields that have tabs between, and nothing else, may have spaces. The rank of a line with a
  /// score says nothing, and what follows the tag is left out.
  ///
  /// - Throws: `TextFault`; `RunFault` if it has neither six fields nor MS MARCO's three.
  package init?(parsing line: ArraySlice<UInt8>) throws(LineFault) {
    guard !Fields.isBlank(line) else { return nil }
    let fields = try Self.fields(line)
    if line.first == UInt8(ascii: "#"), fields.count < 6 || fields[1] != "Q0" { return nil }
    query = fields[0]
    if fields.count == 3 {
      guard Self.isRank(fields[2]) else { throw LineFault(RunFault.notARank(fields[2])) }
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

  /// The fields between tabs, where those alone make six, or three that end in a rank; else the
  /// fields between white space of any length, as trec_eval reads them.
  private static func fields(_ line: ArraySlice<UInt8>) throws(LineFault) -> [String] {
    guard line.contains(UInt8(ascii: "\t")) else { return try Fields.betweenSpaces(line) }
    let fields = try Fields.trimmed(line, between: UInt8(ascii: "\t"))
    let areWhole = fields.count == 6 || fields.count == 3 && isRank(fields[2])
    return areWhole && !fields.contains("") ? fields : try Fields.betweenSpaces(line)
  }

  private static func isRank(_ field: String) -> Bool { Int(field).map { $0 >= 1 } ?? false }

  /// Writes a line without its end, `rank` from 1.
  ///
  /// The score is written as a 32-bit float, by which entries are in order, so that every release of
  /// trec_eval reads the same order.
  ///
  /// - Throws: `RunError` if a name does not fit.
  package static func text(
    query: String, passage: String, rank: Int, score: Float, tag: String
  ) throws(RunError) -> String {
    for name in [query, passage, tag] where !admits(name) { throw .unfitName(name) }
    return "\(query) Q0 \(passage) \(rank) \(score) \(tag)"
  }

  /// Whether a name can stand in a run: it is not empty and has no white space and no NUL.
  package static func admits(_ name: String) -> Bool { UnfitName(name) == nil }
}
