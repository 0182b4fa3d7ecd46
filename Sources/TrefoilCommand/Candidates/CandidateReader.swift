internal import TrefoilEvaluation
package import TrefoilFiles

/// Reads many queries and their candidates from files.
package struct CandidateReader {
  private let badLines: BadLines
  private var lists: [Candidates] = []
  private var listOfQuery: [String: Int] = [:]
  private var entries: [Entry] = []
  private let json = JSONLine()

  /// A candidate as the file of candidates has it.
  private struct Entry {
    let list: Int
    let id: String
    let text: String?
    let source: String
    let line: Int
  }

  private init(badLines: BadLines) {
    self.badLines = badLines
  }

  /// Reads the queries, their candidates, and then only those passages whose texts are missing.
  ///
  /// - Parameters: `passages` is the file that has the texts of ids, if there is one.
  /// - Returns: the queries that have candidates, in the order of the queries' file.
  /// - Throws: `FileError`, `LineError` or `CancellationError`.
  package static func read(
    queries: TextReader, candidates: LineReader, format: CandidateFormat, passages: TextReader?,
    badLines: BadLines
  ) throws -> [Candidates] {
    var reader = CandidateReader(badLines: badLines)
    try reader.readQueries(queries)
    try reader.readEntries(candidates, format)
    let texts = try reader.readTexts(passages)
    try reader.join(texts)
    return reader.lists.filter { !$0.passages.isEmpty }
  }

  private mutating func readQueries(_ reader: TextReader) throws {
    while let record = try reader.next() {
      guard listOfQuery[record.id] == nil else {
        try badLines.report(
          LineError(
            .line(record.line, of: reader.name), TextFault.repeatedID(record.id, firstLine: nil)))
        continue
      }
      listOfQuery[record.id] = lists.count
      lists.append(Candidates(id: record.id, query: record.text))
    }
  }

  private mutating func readEntries(_ reader: LineReader, _ format: CandidateFormat) throws {
    var seen: [Set<String>] = lists.map { _ in [] }
    while let line = try reader.next() {
      do throws(LineFault) {
        guard let parsed = try parse(try line.content, format) else { continue }
        guard let list = listOfQuery[parsed.query] else {
          throw LineFault(CandidateFault.unknownQuery(parsed.query))
        }
        for item in parsed.candidates {
          guard seen[list].insert(item.id).inserted else {
            throw LineFault(RunFault.repeatedPassage(item.id, query: parsed.query))
          }
          entries.append(
            Entry(
              list: list, id: item.id, text: item.text, source: reader.name,
              line: reader.lineNumber))
        }
      } catch {
        try badLines.report(LineError(.line(reader.lineNumber, of: reader.name), error))
      }
    }
  }

  private func parse(
    _ line: ArraySlice<UInt8>, _ format: CandidateFormat
  ) throws(LineFault) -> CandidateLine? {
    if Fields.isBlank(line) { return nil }
    switch format {
    case .trec: return try RunLine(parsing: line).map(CandidateLine.init)
    case .jsonl: return try json.decode(CandidateLine.self, from: line)
    }
  }

  /// The texts of the passages that were named without one.
  private func readTexts(_ reader: TextReader?) throws -> [String: String] {
    guard let reader else { return [:] }
    var wanted = Set(entries.lazy.filter { $0.text == nil }.map(\.id))
    var texts: [String: String] = [:]
    while !wanted.isEmpty, let record = try reader.next() {
      if wanted.remove(record.id) != nil { texts[record.id] = record.text }
    }
    return texts
  }

  private mutating func join(_ texts: [String: String]) throws {
    for entry in entries {
      guard let text = entry.text ?? texts[entry.id] else {
        try badLines.report(
          LineError(.line(entry.line, of: entry.source), CandidateFault.unknownPassage(entry.id)))
        continue
      }
      lists[entry.list].passages.append(
        Candidate(id: entry.id, text: text, source: entry.source, line: entry.line))
    }
  }
}
