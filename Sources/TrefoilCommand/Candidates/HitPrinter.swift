internal import SystemPackage
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFiles
internal import TrefoilIndex
internal import TrefoilReports
internal import TrefoilWire

/// Writes what searches found, as tables, JSON lines or a TREC run.
final class HitPrinter {
  private let console: Console
  private let outputs: EmbeddingOutputs
  private let options: SearchOptions
  private let isJSON: Bool
  private let run: String?
  private let runFile: AtomicFile?
  private let output = StandardOutput()
  private var queries = 0

  /// Makes a printer; `run` is a TREC run's file, or `-`.
  init(
    console: Console, outputs: EmbeddingOutputs, options: SearchOptions, isJSON: Bool, run: String?
  ) throws(FileError) {
    self.console = console
    self.outputs = outputs
    self.options = options
    self.isJSON = isJSON
    self.run = run
    runFile = if let run, run != "-" { try AtomicFile(path: FilePath(run)) } else { nil }
  }

  /// Writes the hits of a query.
  func print(_ hits: [SearchHit], id: String?, query: String) throws {
    if run != nil { try printRun(hits, id ?? "query") }
    if isJSON {
      try output.writeJSON(SearchRecord(hits, id: id, query: query, offset: options.offset))
    } else if run == nil {
      try printTable(hits, id, query)
    }
    queries += 1
    try output.flush()
  }

  /// Writes why a hit has its score.
  func print(_ explanation: Explanation, of hit: SearchHit) throws(FileError) {
    try output.writeLine("")
    try output.writeLine(
      console.painter.paint(DisplayWidth.flatten(hit.document.id.text), .cyan))
    let view = ExplanationView(
      explanation, top: nil, width: console.outputWidth, painter: console.painter)
    for line in view.lines { try output.writeLine(line) }
    try output.flush()
  }

  /// Gives the run's file its name.
  func finish() throws(FileError) {
    try runFile?.commit()
  }

  private func printRun(_ hits: [SearchHit], _ query: String) throws {
    for (place, hit) in hits.enumerated() {
      let line = try RunLine.text(
        query: query, passage: hit.document.id.text, rank: options.offset + place + 1,
        score: hit.score, tag: "trefoil")
      if let runFile { try runFile.writeLine(line) } else { try output.writeLine(line) }
    }
  }

  private func printTable(
    _ hits: [SearchHit], _ id: String?, _ query: String
  ) throws(FileError) {
    if let id {
      if queries > 0 { try output.writeLine("") }
      try output.writeLine(
        console.painter.paint(DisplayWidth.flatten("\(id): \(query)"), .cyan))
    }
    guard !hits.isEmpty else {
      console.note("nothing was found")
      return
    }
    let table = HitTable(hits, outputs: outputs, offset: options.offset).table
    for line in table.lines(width: console.outputWidth, painter: console.painter) {
      try output.writeLine(line)
    }
  }
}
