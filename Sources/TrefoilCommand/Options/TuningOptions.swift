internal import ArgumentParser
internal import SystemPackage
internal import TrefoilEvaluation

/// The data that weights are tried on, and how they are tried.
struct TuningOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Directories in BEIR's layout; DIR:SPLIT names the judgements (default: train).",
      valueName: "dataset"),
    completion: .directory)
  var datasets: [String] = []

  @Option(
    help: ArgumentHelp("The measure to maximize.", valueName: "measure"),
    completion: .list(Measure.standard.map(\.description)),
    transform: { name in
      do throws(MeasureError) {
        return try Measure(parsing: name)
      } catch {
        throw ValidationError(error.description)
      }
    })
  var measure = Measure(.ndcg, at: 10)

  @Option(
    help: ArgumentHelp(
      "What to maximize over several data sets: their mean gain, or the gain on the data set that"
        + " gains least.",
      valueName: "mean|worst"),
    completion: .list(TuningObjective.allCases.map(\.rawValue)),
    transform: { name in
      guard let objective = TuningObjective(rawValue: name) else {
        throw ValidationError("“\(name)” is none of mean and worst.")
      }
      return objective
    })
  var objective = TuningObjective.mean

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Split each data set by the queries' value of this metadata key; each part counts as a data"
        + " set.",
      valueName: "key"))
  var group: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of steps from 0 to 1 in which shares are tried; 20 steps try 231 points.",
      valueName: "n"))
  var steps = 20

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of folds for cross-validation, which measures the gain on held-out queries.",
      valueName: "n"))
  var folds = 5

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed that deals the queries into folds.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many of the best passages by each score are candidates for a query.", valueName: "n"))
  var depth = TuningSet.standardDepth

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Rank only passages that have the query's value of this metadata key.",
      valueName: "key"))
  var same: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Take every n-th query.", valueName: "n"))
  var every = 1

  @Flag(
    name: .customLong("skip-bad-lines"),
    help: "Leave out lines that can't be read, count them and go on.")
  var skipsBadLines = false

  func validate() throws {
    for (name, value, least, most) in [
      ("--steps", steps, 1, 100), ("--folds", folds, 2, 1000), ("--depth", depth, 1, .max),
      ("--every", every, 1, .max),
    ] {
      guard value < least || value > most else { continue }
      let border = value < least ? "at least \(least) is needed" : "\(most) is the most"
      throw ValidationError("\(name) is \(value), but \(border).")
    }
  }

  /// Reads the data sets.
  ///
  /// - Throws: `DatasetError`; `SelectionError` if one has no passages.
  func load(_ console: Console) throws -> [Dataset] {
    let badLines = BadLines(skipping: skipsBadLines, warn: console.warn)
    defer { badLines.summarize() }
    return try datasets.map { name in
      let (path, split) = Self.split(name)
      let dataset = try Dataset(directory: path, split: split, onBadLine: badLines.report)
        .every(every, within: nil)
      guard !dataset.passages.isEmpty else { throw SelectionError.noPassage }
      return dataset
    }
  }

  /// A directory and the name of its judgements; a colon may be part of a directory's name.
  private static func split(_ name: String) -> (FilePath, String) {
    guard !FilePath(name).exists, let colon = name.lastIndex(of: ":") else {
      return (FilePath(name), "train")
    }
    return (FilePath(String(name[..<colon])), String(name[name.index(after: colon)...]))
  }
}
