internal import Trefoil
internal import TrefoilEvaluation
package import TrefoilFiles

/// Reads many queries and their candidates from files.
package struct CandidateReader {
  private let badLines: BadLines
  private var lists: [Candidates] = []
  private var listOfQuery: [Identifier: Int] = [:]
  private var entries: [Entry] = []

  /// A candidate as the file of candidates has it.
  private struct Entry {
    let list: Int
    let id: String
    let text: String?
    let source: String
    let line: Int
    let index: Int
  }

  private init(badLines: BadLines) {
    self.badLines = badLines
  }

  /// Reads the queries, their candidates, and then only those passages whose texts are missing.
  ///
  /// - Parameters:
  ///   - format: how the candidates are laid out; nil if the name tells, else the first bytes.
  ///   - passages: the file that has the texts of ids, if there is one.
  /// - Returns: the queries in the order of their file; one may have no candidate.
  /// - Throws: `FileError`, `TextInputError`, `LineError` or `CancellationError`.
  package static func read(
    queries: TextReader, candidates: LineReader, format: CandidateFormat?, passages: TextReader?,
    badLines: BadLines
  ) throws -> [Candidates] {
    var reader = CandidateReader(badLines: badLines)
    try reader.readQueries(queries)
    try reader.readEntries(candidates, format)
    let texts = try reader.readTexts(passages)
    try reader.join(texts)
    return reader.lists
  }

  private mutating func readQueries(_ reader: TextReader) throws {
    while let record = try reader.next() {
      let id = Identifier(record.id)
      guard listOfQuery[id] == nil else {
        try badLines.report(
          LineError(
            .line(record.line, of: reader.name), TextFault.repeatedID(record.id, firstLine: nil)))
        continue
      }
      listOfQuery[id] = lists.count
      lists.append(
        Candidates(
          id: record.id, query: record.text, place: .line(record.line, of: reader.name)))
    }
  }

  private mutating func readEntries(_ reader: LineReader, _ format: CandidateFormat?) throws {
    let format = try format ?? CandidateFormat(name: reader.name, opening: reader.opening())
    if format == .jsonl { try reader.cutArray() }
    var seen: [Set<Identifier>] = lists.map { _ in [] }
    var places = [Int](repeating: 0, count: lists.count)
    while let line = try reader.next() {
      do throws(LineFault) {
        guard let parsed = try parse(try line.content, format) else { continue }
        guard let list = listOfQuery[Identifier(parsed.query)] else {
          throw LineFault(CandidateFault.unknownQuery(parsed.query))
        }
        for item in parsed.candidates {
          defer { places[list] += 1 }
          guard seen[list].insert(Identifier(item.id)).inserted else {
            throw LineFault(RunFault.repeatedPassage(item.id, query: parsed.query))
          }
          entries.append(
            Entry(
              list: list, id: item.id, text: item.text, source: reader.name,
              line: reader.lineNumber, index: places[list]))
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
    case .jsonl: return try CandidateLine(try JSONRecord(line))
    case .top1000: return try CandidateLine(pair: line)
    }
  }

  /// The texts of the passages that were named without one.
  ///
  /// The whole file is read, so that an id that stands in it twice is found.
  private func readTexts(_ reader: TextReader?) throws -> [Identifier: String] {
    guard let reader else { return [:] }
    let wanted = Set(entries.lazy.filter { $0.text == nil }.map { Identifier($0.id) })
    var texts: [Identifier: String] = [:]
    while !wanted.isEmpty, let record = try reader.next() {
      let id = Identifier(record.id)
      guard wanted.contains(id) else { continue }
      guard texts[id] == nil else {
        try badLines.report(
          LineError(
            .line(record.line, of: reader.name), TextFault.repeatedID(record.id, firstLine: nil)))
        continue
      }
      texts[id] = record.text
    }
    return texts
  }

  private mutating func join(_ texts: [Identifier: String]) throws {
    for entry in entries {
      guard let text = entry.text ?? texts[Identifier(entry.id)] else {
        try badLines.report(
          LineError(.line(entry.line, of: entry.source), CandidateFault.unknownPassage(entry.id)))
        continue
      }
      lists[entry.list].passages.append(
        Candidate(
          id: entry.id, text: text, source: entry.source, line: entry.line, index: entry.index))
    }
  }
}
