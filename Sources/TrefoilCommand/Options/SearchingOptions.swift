internal import ArgumentParser
internal import Trefoil
internal import TrefoilIndex

/// What a search looks for, and how far.
struct SearchingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The hits to show.", valueName: "n"))
  var top = SearchOptions().top

  @Option(
    help: ArgumentHelp("Skip this many of the best hits, as for a second page.", valueName: "n"))
  var offset = 0

  @Option(
    help: ArgumentHelp(
      "Which scores count: dense, sparse, colbert, sparse+dense or hybrid.", valueName: "mode"),
    completion: .list(SearchMode.allCases.map(\.rawValue)),
    transform: { name in
      guard let mode = SearchMode(rawValue: name) else {
        let names = SearchMode.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("“\(name)” is none of \(names).")
      }
      return mode
    })
  var mode = SearchMode.hybrid

  @Option(
    help: ArgumentHelp(
      "The best passages by the dense score, and by the lexical one, that are scored in full.",
      valueName: "n"))
  var candidates = SearchOptions.standardCandidates

  @Flag(help: "Score every passage in full.")
  var exhaustive = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Find only documents that match this condition, as in \"lang = 'de' and year >= 2020\".",
      valueName: "condition"),
    transform: Filter.argument)
  var filter: Filter?

  @Option(
    name: .customLong("per-document"),
    help: ArgumentHelp(
      "At most this many passages of one document (default: any number).", valueName: "n"))
  var perDocument: Int?

  @Option(
    name: .customLong("min-score"), parsing: .unconditional,
    help: ArgumentHelp("Leave out hits with a lower score.", valueName: "score"))
  var minScore: Float?

  func validate() throws {
    for (name, value, least) in [
      ("--top", top, 1), ("--offset", offset, 0), ("--candidates", candidates, 1),
      ("--per-document", perDocument ?? 1, 1),
    ] {
      guard value >= least else {
        throw ValidationError("\(name) is \(value), but at least \(least) is needed.")
      }
      guard value <= Self.most else {
        throw ValidationError("\(name) is \(value), but \(Self.most) is the most.")
      }
    }
    if let minScore, minScore.isNaN { throw ValidationError("--min-score is not a number.") }
  }

  /// More than anybody reads, and far below where sums overflow.
  private static let most = 100_000_000

  /// The options, with these weights.
  func options(weights: HybridWeights?) -> SearchOptions {
    SearchOptions(
      top: top, offset: offset, mode: mode, weights: weights, candidates: candidates,
      isExhaustive: exhaustive, filter: filter, perDocument: perDocument, minScore: minScore)
  }
}

extension Filter {
  /// Reads the value of an option.
  static func argument(_ text: String) throws -> Filter {
    do throws(FilterError) {
      return try Filter(text)
    } catch {
      throw ValidationError(error.description)
    }
  }
}
