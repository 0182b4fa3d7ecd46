internal import ArgumentParser
internal import TrefoilEvaluation

/// What an evaluation measures, compares and writes.
struct EvaluationOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What to measure, joined by commas: ndcg, mrr, map, recall, precision or hit, and how many"
        + " of the best count (default: \(Measure.standard.map(\.description).joined(separator: ","))).",
      valueName: "measures"),
    transform: [Measure].init(parsing:))
  var measures = Measure.standard

  @Option(
    name: .customLong("compare"),
    help: ArgumentHelp(
      "Show what B gains over A, as dense,all; may be repeated (default: what each gains over"
        + " dense).",
      valueName: "a,b"),
    transform: SystemPair.init(parsing:))
  var pairs: [SystemPair] = []

  @Flag(help: "Write a JSON object.")
  var json = false

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Write TREC runs: to this file, with the mode before its extension if there are several, or"
        + " to a directory that exists.",
      valueName: "file"))
  var runPath: String?

  @Option(
    name: .customLong("per-query"),
    help: ArgumentHelp("Write each query's values as JSON lines.", valueName: "file"))
  var perQueryPath: String?

  @Option(
    name: .customLong("html"),
    help: ArgumentHelp("Write a report to look at in a browser.", valueName: "file"))
  var htmlPath: String?
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
