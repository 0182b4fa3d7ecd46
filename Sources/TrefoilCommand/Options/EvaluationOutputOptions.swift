internal import ArgumentParser
internal import TrefoilEvaluation

/// What an evaluation measures, compares and writes.
struct EvaluationOutputOptions: ParsableArguments {
  @Option(
    name: .customLong("measures"),
    help: ArgumentHelp(
      "Measures joined by commas: ndcg, mrr, map, recall, precision or hit with a cutoff, by these"
        + " names or those of trec_eval or ir_measures (default:"
        + " \(Measure.standard.map(\.description).joined(separator: ","))).",
      valueName: "measures"),
    completion: .list(Measure.standard.map(\.description)),
    transform: [Measure].init(parsing:))
  var namedMeasures: [Measure]?

  @Option(
    name: [.customLong("relevance-level"), .customShort("l")],
    parsing: .unconditional,
    help: ArgumentHelp(
      "The least grade that counts as relevant, but for ndcg, whose gains are the grades (default:"
        + " 1).",
      valueName: "grade"))
  var level: Int?

  /// The measures that are asked for, at the level that is.
  var measures: [Measure] {
    let measures = namedMeasures ?? Measure.standard
    guard let level else { return measures }
    return measures.map { $0.level == 1 ? $0.at(level: level) : $0 }
  }

  @Option(
    name: .customLong("compare"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Show what b gains over a, such as dense,all; may be repeated (default: what each mode gains"
        + " over dense).",
      valueName: "a,b"),
    transform: SystemPair.init(parsing:))
  var pairs: [SystemPair] = []

  @Flag(help: "Write a JSON object.")
  var json = false

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Write TREC runs to this file, or to this directory if it exists; with several modes each"
        + " file's name has the mode before its extension. - is standard output, for all modes.",
      valueName: "file"),
    completion: .file())
  var runPath: String?

  @Option(
    name: .customLong("per-query"),
    help: ArgumentHelp(
      "Write the values of each query as JSON lines; - for standard output.", valueName: "file"),
    completion: .file())
  var perQueryPath: String?

  @Option(
    name: .customLong("html"),
    help: ArgumentHelp("Write a report for a browser; - for standard output.", valueName: "file"),
    completion: .file())
  var htmlPath: String?

  func validate() throws {
    if let level, level < 1 {
      throw ValidationError("--relevance-level is \(level), but at least 1 is needed.")
    }
    let named = [("--run", runPath), ("--per-query", perQueryPath), ("--html", htmlPath)]
      .filter { $0.1 == "-" }.map(\.0)
    let all = named + (json ? ["--json"] : [])
    guard all.count > 1 && !named.isEmpty else { return }
    throw ValidationError(
      "\(all.joined(separator: " and ")) can't \(all.count == 2 ? "both" : "all") write to standard"
        + " output.")
  }

  /// Whether a file is written to standard output, where tables have no place then.
  var takesStandardOutput: Bool { [runPath, perQueryPath, htmlPath].contains("-") }
}

extension [Measure] {
  /// Reads measures joined by commas, each once, in the order given.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    self = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      do throws(MeasureError) {
        let measure = try Measure(parsing: String(name))
        if !contains(measure) { append(measure) }
      } catch {
        throw ValidationError(error.description)
      }
    }
  }
}
