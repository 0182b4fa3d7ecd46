internal import SystemPackage
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilFiles
internal import TrefoilReports
internal import TrefoilWire

/// Writes rankings as tables, JSON lines or a TREC run, in the order in which they come.
final class RankingPrinter {
  /// What goes to standard output.
  enum Layout { case table, json, nothing }

  /// How many of the best are written; all if nil.
  let top: Int?
  private let console: Console
  private let layout: Layout
  private let outputs: EmbeddingOutputs
  private let showsQueries: Bool
  private let output = StandardOutput()
  private let runFile: AtomicFile?
  private let writesRun: Bool
  private var lists = 0
  private var passages = 0
  private var emptyFirst: (count: Int, passage: String) = (0, "")

  /// Makes a printer; `run` is a TREC run's file, or `-`.
  init(
    console: Console, layout: Layout, run: String?, top: Int?, outputs: EmbeddingOutputs,
    showsQueries: Bool
  ) throws(FileError) {
    self.console = console
    self.layout = run != nil && layout == .table ? .nothing : layout
    self.top = top
    self.outputs = outputs
    self.showsQueries = showsQueries
    writesRun = run != nil
    runFile = if let run, run != "-" { try AtomicFile(path: FilePath(run)) } else { nil }
  }

  /// Writes one ranking.
  func print(_ ranking: Ranking, of list: Candidates) throws {
    if writesRun { try printRun(ranking, list) }
    switch layout {
    case .table where ranking.passages.isEmpty: break
    case .table: try printTable(ranking, list)
    case .json:
      try output.writeJSON(
        RankingRecord(ranking, id: list.id, query: list.query) { index in
          (list.passages[index].id, list.passages[index].index, list.passages[index].text)
        })
    case .nothing: break
    }
    if let first = ranking.passages.first { noteEmpty(list.passages[first.index]) }
    lists += 1
    passages += ranking.passages.count
    try output.flush()
  }

  /// Gives the run's file its name, and says so if there was nothing to rank.
  func finish() throws(FileError) {
    try runFile?.commit()
    if passages == 0 { console.note("there are no candidates to rank") }
    guard emptyFirst.count > 0 else { return }
    console.warn(
      "a passage without text ranks first for \(emptyFirst.count)"
        + " \(emptyFirst.count == 1 ? "query" : "queries"), such as “\(emptyFirst.passage)”; leave it"
        + " out of the input")
  }

  private func noteEmpty(_ first: Candidate) {
    guard Fields.isBlank(first.text.utf8) else { return }
    emptyFirst = (emptyFirst.count + 1, first.id)
  }

  private func printRun(_ ranking: Ranking, _ list: Candidates) throws {
    for (place, passage) in ranking.passages.enumerated() {
      let line = try RunLine.text(
        query: list.id ?? "query", passage: list.passages[passage.index].id, rank: place + 1,
        score: passage.score, tag: "trefoil")
      if let runFile { try runFile.writeLine(line) } else { try output.writeLine(line) }
    }
  }

  private func printTable(_ ranking: Ranking, _ list: Candidates) throws(FileError) {
    if showsQueries {
      if lists > 0 { try output.writeLine("") }
      let title = DisplayWidth.flatten("\(list.id ?? ""): \(list.query)")
      try output.writeLine(console.painter.paint(title, .cyan))
    }
    for line in table(ranking, list).lines(width: console.outputWidth, painter: console.painter) {
      try output.writeLine(line)
    }
  }

  private func table(_ ranking: Ranking, _ list: Candidates) -> Table {
    let scores = outputs.kinds.map { Table.Column($0.rawValue, isNumeric: true) }
    var table = Table(
      [Table.Column("rank", isNumeric: true), Table.Column("score", isNumeric: true)] + scores
        + [Table.Column("id"), Table.Column("text")])
    for (place, passage) in ranking.passages.enumerated() {
      let candidate = list.passages[passage.index]
      let cells = outputs.kinds.map { ScoreText.cell(passage.parts[$0]) }
      table.append(
        ["\(place + 1)", ScoreText.cell(passage.score)] + cells + [candidate.id, candidate.text])
    }
    return table
  }
}
