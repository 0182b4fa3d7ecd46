internal import ArgumentParser
internal import SystemPackage
internal import TrefoilEvaluation
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Which queries and passages of which data set.
struct DatasetOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A directory in BEIR's layout.", valueName: "dataset"),
    completion: .directory)
  var dataset: String?

  @Option(
    help: ArgumentHelp(
      "Which judgements, as qrels/test.tsv (default: test, else the only ones there are).",
      valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "A file of judgements, or - for standard input, instead of a split's.", valueName: "file"),
    completion: .file())
  var qrels: String?

  @Option(
    name: .customLong("queries"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Keep the queries whose metadata have this; may be repeated.", valueName: "key=value"),
    transform: MetadataFilter.init(parsing:))
  var queryFilters: [MetadataFilter] = []

  @Option(
    name: .customLong("passages"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Keep the passages whose metadata have this; may be repeated.", valueName: "key=value"),
    transform: MetadataFilter.init(parsing:))
  var passageFilters: [MetadataFilter] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Take every n-th query, counted within each group of --by.", valueName: "n"))
  var every = 1

  @Option(
    name: .customLong("by"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "Group the queries by this key of their metadata; means are then over the groups' means.",
      valueName: "key"))
  var group: String?

  @Option(
    name: .customLong("same"),
    parsing: .unconditional,
    help: ArgumentHelp(
      "Rank for each query the passages that have its own value of this key.", valueName: "key"))
  var same: String?

  @Flag(
    name: .customLong("ignore-identical-ids"), inversion: .prefixedNo,
    help: ArgumentHelp(
      "Leave a passage whose id is the query's out of the ranking, as BEIR does (default: as the data"
        + " set says)."))
  var ignoresIdenticalIDs: Bool?

  @Flag(
    name: .customLong("skip-bad-lines"),
    help: "Leave out lines that can't be read, count them and go on.")
  var skipsBadLines = false

  func validate() throws {
    guard every >= 1 else {
      throw ValidationError("--every is \(every), but at least 1 is needed.")
    }
    if split != nil && qrels != nil {
      throw ValidationError("--split and --qrels can't both be; choose one.")
    }
  }

  /// Reads the data set and keeps what is asked for.
  ///
  /// - Throws: `DatasetError`; `SelectionError` if nothing is left or a key is unknown.
  func load(_ console: Console, badLines: BadLines) throws -> Dataset {
    if let qrels { console.noteWaiting(for: "the judgements", in: qrels) }
    var whole = try read(badLines)
    if let ignoresIdenticalIDs { whole.identicalIDs = ignoresIdenticalIDs ? .leftOut : .kept }
    noteIdenticalIDs(whole, console)
    let empty = whole.passages.count { $0.content.isEmpty }
    if empty > 0 {
      console.note("\(empty) \(empty == 1 ? "passage has" : "passages have") no text")
    }
    let unknown = whole.unknownJudgements
    if unknown.queryCount + unknown.passageCount > 0 {
      console.note(
        "the judgements name what is not there: \(unknown.queryCount) of queries (left out),"
          + " \(unknown.passageCount) of passages (which count as missed)")
    }
    for key in [group, same].compactMap(\.self) {
      try SelectionError.check(key, of: whole.queries, kind: "query")
    }
    if let same { try SelectionError.check(same, of: whole.passages, kind: "passage") }
    let kept = whole.keeping(
      queries: { query in queryFilters.admit(query) },
      passages: { passage in passageFilters.admit(passage) }
    ).every(every, within: group)
    guard !kept.passages.isEmpty || dataset == nil else { throw SelectionError.noPassage }
    guard !kept.queries.isEmpty else { throw SelectionError.noQuery }
    return kept
  }

  /// Reads the directory, or the judgements alone where there is none.
  private func read(_ badLines: BadLines) throws -> Dataset {
    let judgements = qrels.map { FilePath($0) }
    if dataset == nil, let judgements {
      return try Dataset(judgements: judgements, onBadLine: badLines.report)
    }
    let path = FilePath(dataset ?? ".")
    return try Dataset(
      directory: path, split: splitName(path), judgements: judgements, onBadLine: badLines.report)
  }

  private func noteIdenticalIDs(_ whole: Dataset, _ console: Console) {
    let count = whole.queriesAmongPassages
    guard count > 0 else { return }
    let queries = count == 1 ? "1 query has" : "\(count) queries have"
    switch whole.identicalIDs {
    case .leftOut:
      console.note(
        "\(queries) the id of a passage, which is left out of the ranking;"
          + " --no-ignore-identical-ids keeps it")
    case .kept where ignoresIdenticalIDs == nil:
      console.note(
        "\(queries) the id of a passage, which is ranked; --ignore-identical-ids leaves it out, as BEIR"
          + " does")
    case .kept: break
    }
  }

  private func splitName(_ directory: FilePath) -> String {
    if let split { return split }
    if let qrels { return ByteSource.name(of: FilePath(qrels)).stem ?? qrels }
    let splits = Dataset.splits(in: directory)
    return splits.count == 1 ? splits[0] : "test"
  }

  /// What reports say of the choice.
  func settings(_ dataset: Dataset) -> [EvaluationResult.Setting] {
    var settings: [EvaluationResult.Setting] = []
    for (name, filters) in [("queries", queryFilters), ("passages", passageFilters)]
    where !filters.isEmpty {
      settings.append(.init(name, filters.map(\.description).joined(separator: ", ")))
    }
    if every > 1 { settings.append(.init("every", "\(every)")) }
    if let group { settings.append(.init("by", group)) }
    if let same { settings.append(.init("same", same)) }
    if dataset.identicalIDs == .leftOut {
      settings.append(.init("identical ids", dataset.identicalIDs.rawValue))
    }
    return settings
  }
}
