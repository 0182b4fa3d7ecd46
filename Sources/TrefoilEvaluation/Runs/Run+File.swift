public import struct SystemPackage.FilePath

extension Run {
  /// Reads a TREC run: `query Q0 passage rank score tag` with white space between.
  ///
  /// The ranks say nothing: a query's passages are put in order by `Entry.precedes`. What follows
  /// the tag is left out, as are blank lines and those that start with `#`. The run's tag is that
  /// of its first line.
  ///
  /// - Throws: `DataFileError` that names the line.
  public init(path: FilePath) throws(DataFileError) {
    var tag: String?
    var rankings: [String: [Entry]] = [:]
    var found: [String: Set<String>] = [:]
    try FileLines.forEach(of: path) { (line, _) throws(LineFault) in
      let fields = try Fields.betweenSpaces(line)
      guard !fields.isEmpty && line.first != UInt8(ascii: "#") else { return }
      guard fields.count >= 6 else { throw .notARunLine(fields: fields.count) }
      guard let score = Double(fields[4]), !score.isNaN else { throw .notAScore(fields[4]) }
      guard found[fields[0], default: []].insert(fields[2]).inserted else {
        throw .repeatedPassage(fields[2], query: fields[0])
      }
      rankings[fields[0], default: []].append(Entry(passage: fields[2], score: score))
      tag = tag ?? fields[5]
    }
    self.init(tag: tag ?? "", rankings: rankings)
  }

  /// A query's lines of a TREC run, each with its end, best first; empty if nothing was found.
  ///
  /// Scores are written as 32-bit floats, by which the entries are in order, so that every release
  /// of trec_eval reads the same order.
  ///
  /// - Throws: `RunError` if a name does not fit.
  public func lines(of query: String) throws(RunError) -> String {
    var lines = ""
    let entries = rankings[query] ?? []
    guard !entries.isEmpty else { return lines }
    try Self.check(tag)
    try Self.check(query)
    if query.utf8.first == UInt8(ascii: "#") { throw .unfitName(query) }
    for (index, entry) in entries.enumerated() {
      try Self.check(entry.passage)
      lines += "\(query) Q0 \(entry.passage) \(index + 1) \(Float(entry.score)) \(tag)\n"
    }
    return lines
  }

  private static func check(_ name: String) throws(RunError) {
    guard !name.isEmpty && !name.utf8.contains(where: { Fields.isSpace($0) || $0 == 0 }) else {
      throw .unfitName(name)
    }
  }
}
