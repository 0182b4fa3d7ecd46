internal import TrefoilFormats

/// Reads many queries and their candidates from files.
package struct CandidateReader {
  private let badLines: BadLines
  private var lists: [Candidates] = []
  private var listOfQuery: [String: Int] = [:]
  private var entries: [Entry] = []

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
  /// - Throws: `InputError` or `CancellationError`.
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
      guard listOfQuery.updateValue(lists.count, forKey: record.id) == nil else {
        listOfQuery[record.id] = lists.firstIndex { $0.id == record.id }
        try badLines.report(
          .badLine(source: reader.name, line: record.line, problem: .repeatedID(record.id)))
        continue
      }
      lists.append(Candidates(id: record.id, query: record.text))
    }
  }

  private mutating func readEntries(_ reader: LineReader, _ format: CandidateFormat) throws {
    var seen: [Set<String>] = lists.map { _ in [] }
    while let line = try reader.next() {
      do throws(LineProblem) {
        guard let parsed = try Self.parse(line, format) else { continue }
        guard let list = listOfQuery[parsed.query] else { throw .unknownQuery(id: parsed.query) }
        for item in parsed.candidates {
          guard seen[list].insert(item.id).inserted else {
            throw .repeatedPassage(id: item.id, query: parsed.query)
          }
          entries.append(
            Entry(
              list: list, id: item.id, text: item.text, source: reader.name,
              line: reader.lineNumber))
        }
      } catch {
        try badLines.report(
          .badLine(source: reader.name, line: reader.lineNumber, problem: error))
      }
    }
  }

  private static func parse(
    _ line: Line, _ format: CandidateFormat
  ) throws(LineProblem) -> CandidateLine? {
    guard case .bytes(let bytes) = line else { throw .overlong(limit: LineReader.lineLimit) }
    let content = try RecordParser.string(bytes)
    if RecordParser.isBlank(content) { return nil }
    switch format {
    case .trec: return CandidateLine(try RunLine(parsing: content))
    case .jsonl: return try decodeLine(CandidateLine.self, content)
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
          .badLine(
            source: entry.source, line: entry.line, problem: .unknownPassage(id: entry.id)))
        continue
      }
      lists[entry.list].passages.append(
        Candidate(id: entry.id, text: text, source: entry.source, line: entry.line))
    }
  }
}
