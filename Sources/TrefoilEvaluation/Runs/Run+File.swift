public import struct SystemPackage.FilePath
internal import TrefoilFiles

extension Run {
  /// Reads a TREC run: `query Q0 passage rank score tag` with white space between.
  ///
  /// The ranks say nothing: a query's passages are put in order by `Entry.precedes`. What follows
  /// the tag is left out, as are blank lines and comments, which start with `#`. The run's tag is that
  /// of its first line.
  ///
  /// - Throws: `FileError`; `LineError` that names the line; `CancellationError`.
  public init(path: FilePath) throws {
    var tag: String?
    var rankings: [String: [Entry]] = [:]
    var found: [String: Set<String>] = [:]
    try LineReader.forEachLine(of: path) { (line, _) throws(LineFault) in
      guard let line = try RunLine(parsing: line) else { return }
      guard found[line.query, default: []].insert(line.passage).inserted else {
        throw LineFault(RunFault.repeatedPassage(line.passage, query: line.query))
      }
      rankings[line.query, default: []].append(Entry(passage: line.passage, score: try line.score))
      tag = tag ?? line.tag
    }
    self.init(tag: tag ?? "", rankings: rankings)
  }

  /// A query's lines of a TREC run, each with its end, best first; empty if nothing was found.
  ///
  /// - Throws: `RunError` if a name does not fit.
  public func lines(of query: String) throws(RunError) -> String {
    var lines = ""
    for (index, entry) in (rankings[query] ?? []).enumerated() {
      lines += try RunLine.text(
        query: query, passage: entry.passage, rank: index + 1, score: Float(entry.score), tag: tag)
      lines += "\n"
    }
    return lines
  }
}
