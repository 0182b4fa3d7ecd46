internal import ArgumentParser
internal import Trefoil
internal import TrefoilEvaluation

/// In which ways passages are ranked, and which of them.
struct RankingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What to rank by, joined by commas: dense, sparse, colbert, sparse+dense, all (default: all"
        + " five, as far as the model can).",
      valueName: "modes"),
    completion: .list(RankingMode.allCases.map(\.rawValue)),
    transform: [RankingMode].init(parsing:))
  var modes: [RankingMode]?

  @Option(
    name: .customLong("weights"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "How much dense, sparse and colbert count in sparse+dense and all, as 1,0.3,1 or"
        + " dense=1,sparse=0.3 (default: the model's own, else 1 each).",
      valueName: "d,s,c"),
    transform: HybridWeights.argument)
  var namedWeights: HybridWeights?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many of the best a ranking keeps (default: 1000, or what a measure's cutoff needs).",
      valueName: "n"))
  var depth: Int?

  @Option(
    name: .customLong("rerank"),
    help: ArgumentHelp(
      "Let one mode choose its n best, and the others rank those alone, as dense:100.",
      valueName: "mode:n"),
    transform: FirstStage.init(parsing:))
  var firstStage: FirstStage?

  @Option(
    help: ArgumentHelp(
      "Rank only the passages that this TREC run, or - for standard input, has for the query.",
      valueName: "run"),
    completion: .file())
  var candidates: String?

  func validate() throws {
    if let depth, depth < 1 {
      throw ValidationError("--depth is \(depth), but at least 1 is needed.")
    }
  }

  /// How many of the best are kept unless a measure needs more: as in most published runs.
  private static let standardDepth = 1000

  /// What is to be said of the first measure that counts more passages than `--depth` keeps; nil if
  /// none does.
  func shallowness(for measures: [Measure]) -> String? {
    guard let depth else { return nil }
    return measures.first { $0.cutoff != Measure.wholeRanking && $0.cutoff > depth }.map {
      "\($0) counts \($0.cutoff) passages, but --depth keeps \(depth)"
    }
  }

  /// How many of the best are kept, so that each measure has what it counts.
  ///
  /// A measure of the whole ranking counts what is kept.
  func depth(for measures: [Measure]) -> Int {
    let cutoffs = measures.map(\.cutoff).filter { $0 != Measure.wholeRanking }
    return depth ?? max(Self.standardDepth, cutoffs.max() ?? 0)
  }

  /// The modes to rank by: those asked for, or all that the model can.
  ///
  /// - Throws: `EmbedderError.missingHead` for a mode that is asked for and that the model can't;
  ///   `ScoringError` if the weights leave one nothing to rank by.
  func modes(of embedder: Embedder, _ console: Console) throws -> [RankingMode] {
    let weights = weights(of: embedder)
    if let stage = firstStage?.mode {
      try embedder.require(stage.weights(weights).outputs)
    }
    if let modes {
      for mode in modes { try embedder.require(mode.weights(weights).outputs) }
      return modes
    }
    let possible = RankingMode.allCases.filter { mode in
      guard let outputs = try? mode.weights(weights).outputs else { return false }
      return outputs.isSubset(of: embedder.outputs)
    }
    let missing = RankingMode.allCases.filter { !possible.contains($0) }
    if !missing.isEmpty {
      console.note(
        "left out \(missing.map(\.rawValue).joined(separator: ", ")): the model gives"
          + " \(embedder.outputs.description.replacing(",", with: ", ")) alone, or the weights are"
          + " zero")
    }
    return possible
  }

  /// The weights that are asked for, else the model's own, else one each; a mode whose output the
  /// model lacks is none that it can rank by.
  func weights(of embedder: Embedder) -> HybridWeights {
    namedWeights ?? embedder.settings.standardWeights
  }

  /// What reports say of the choice.
  func settings(_ embedder: Embedder, depth: Int) -> [EvaluationResult.Setting] {
    let weights = weights(of: embedder)
    var settings = [
      EvaluationResult.Setting("weights", weights.description),
      EvaluationResult.Setting("depth", "\(depth)"),
    ]
    if let firstStage {
      settings.append(.init("rerank", "\(firstStage.mode.rawValue):\(firstStage.count)"))
    }
    if let candidates { settings.append(.init("candidates", candidates)) }
    return settings
  }
}

extension [RankingMode] {
  /// Reads modes joined by commas, each once, in the order given.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    self = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      let mode = try RankingMode(parsing: String(name))
      if !contains(mode) { append(mode) }
    }
  }
}

extension RankingMode {
  /// Reads a mode's name.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    guard let mode = RankingMode(rawValue: text) else {
      throw ValidationError(
        "“\(text)” is none of \(Self.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    self = mode
  }
}

extension FirstStage {
  /// Reads a mode and a number, as `dense:100`.
  ///
  /// - Throws: `ValidationError`.
  package init(parsing text: String) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let count = Int(parts[1]), count >= 1 else {
      throw ValidationError("“\(text)” is not a mode and a number above zero, as dense:100.")
    }
    self.init(mode: try RankingMode(parsing: String(parts[0])), count: count)
  }
}
