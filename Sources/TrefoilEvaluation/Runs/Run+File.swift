public import struct SystemPackage.FilePath
internal import Trefoil
public import TrefoilFiles

extension Run {
  /// Reads a TREC run, `query Q0 passage rank score tag` with white space between, or one as MS
  /// MARCO has it, `query passage rank`.
  ///
  /// The ranks of a TREC run say nothing: a query's passages are put in order by `Entry.precedes`.
  /// What follows the tag is left out, as are blank lines and comments, which start with `#`. The
  /// run's tag is that of its first line.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - onBadLine: what becomes of a line that can't be used; it is thrown by default, and passed
  ///     over if this returns.
  /// - Throws: `FileError`; `LineError` that names the line; `CancellationError`.
  public init(
    path: FilePath, onBadLine: (LineError) throws -> Void = { throw $0 }
  ) throws {
    var tag: String?
    var rankings: [Identifier: [Entry]] = [:]
    var found: [Identifier: Set<Identifier>] = [:]
    try LineReader.forEachLine(of: path, onBadLine: onBadLine) { (line, _) throws(LineFault) in
      guard let line = try RunLine(parsing: line) else { return }
      let (query, passage) = (Identifier(line.query), Identifier(line.passage))
      let entry = Entry(passage: passage, score: try line.score)
      guard found[query, default: []].insert(passage).inserted else {
        throw LineFault(RunFault.repeatedPassage(line.passage, query: line.query))
      }
      rankings[query, default: []].append(entry)
      tag = tag ?? line.tag
    }
    self.init(tag: tag ?? "", rankings: rankings)
  }

  /// A query's lines of a TREC run, each with its end, best first; empty if nothing was found.
  ///
  /// - Throws: `RunError` if a name does not fit.
  public func lines(of query: Identifier) throws(RunError) -> String {
    var lines = ""
    for (index, entry) in (rankings[query] ?? []).enumerated() {
      lines += try RunLine.text(
        query: query.text, passage: entry.passage.text, rank: index + 1,
        score: Float(entry.score), tag: tag)
      lines += "\n"
    }
    return lines
  }
}
