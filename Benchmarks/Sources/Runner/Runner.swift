import Foundation
import Trefoil

/// Our side of the comparison: one model, and the requests that it answers.
final class Runner {
  private let arguments: Arguments
  private var works: [String: Work] = [:]
  private var embedder: Embedder?
  private var lateInteraction: LateInteraction?

  init(_ arguments: Arguments) {
    self.arguments = arguments
  }

  func answer(_ request: Request) async throws -> Answer {
    switch request.do {
    case "load": try load()
    case "warm": try await warm(request)
    case "run": try await run(request)
    case "vectors": try await vectors(request)
    case "rerank": try await rerank(request)
    case "maxsim": try await maxSim(request)
    default: throw RunnerError.unknownRequest(request.do)
    }
  }

  private func load() throws -> Answer {
    let file = try Data(contentsOf: arguments.workloads)
    works = try JSONDecoder().decode([String: Work].self, from: file)
    let clock = ContinuousClock()
    let begin = clock.now
    let opened = try Embedder(
      model: arguments.model,
      options: EmbedderOptions(threads: arguments.threads, precision: arguments.precision))
    let seconds = (clock.now - begin) / .seconds(1)
    try check(opened.tokenizer)
    embedder = opened
    return Answer(
      seconds: seconds, peak_mib: PeakMemory.mebibytes, precision: opened.precision.rawValue,
      instruction_set: "\(opened.instructionSet)")
  }

  /// Texts that had other tokens than the peers' ids would make another workload.
  private func check(_ tokenizer: any Tokenizer) throws {
    for (name, work) in works {
      for (index, (text, ids)) in zip(work.texts, work.ids).enumerated()
      where try tokenizer.tokenize(text).tokenIDs != ids {
        throw RunnerError.otherTokens(work: name, text: index)
      }
    }
  }

  /// Encodes about as much of a workload as the peers' first batch holds.
  private func warm(_ request: Request) async throws -> Answer {
    let work = try work(request)
    let longest = work.ids.map(\.count).max() ?? 1
    let texts = Array(work.texts.prefix(max(1, 2048 / longest)))
    return try await measured(atLeast: 0) { _ = try await encode(texts) }
  }

  private func run(_ request: Request) async throws -> Answer {
    let texts = try work(request).texts
    return try await measured(atLeast: request.at_least ?? 0) { _ = try await encode(texts) }
  }

  private func vectors(_ request: Request) async throws -> Answer {
    let found = try await encode(try work(request).texts)
    let rows = found.compactMap(\.tokenVectors)
    return Answer(
      dense: found.compactMap { $0.dense?.base64 },
      colbert: rows.isEmpty ? nil : rows.map(\.values.base64))
  }

  private func rerank(_ request: Request) async throws -> Answer {
    let (query, passages) = (try work(named: "query").texts[0], try work(named: "passages").texts)
    let reranker = try Reranker(embedder: try loaded())
    var scores = [Float](repeating: 0, count: passages.count)
    var answer = try await measured(atLeast: request.at_least ?? 0) {
      for ranked in try await reranker.rank(query, passages).passages {
        scores[ranked.index] = ranked.score
      }
    }
    answer.scores = scores
    return answer
  }

  private func maxSim(_ request: Request) async throws -> Answer {
    guard let dimension = request.dimension else { throw RunnerError.missingField("dimension") }
    guard let way = request.way else { throw RunnerError.missingField("way") }
    if lateInteraction?.dimension != dimension {
      lateInteraction = nil
      lateInteraction = LateInteraction(dimension: dimension, threads: arguments.threads)
    }
    guard let scoring = try lateInteraction?.scoring(way) else { throw RunnerError.noModel }
    // The first scores warm the caches, and are those that are compared.
    let scores = scoring()
    var answer = await measured(atLeast: request.at_least ?? 0) { _ = scoring() }
    answer.scores = scores
    return answer
  }

  private func encode(_ texts: [String]) async throws -> [Embedding] {
    try await loaded().encode(texts, options: EncodeOptions(outputs: arguments.outputs))
  }

  private func loaded() throws(RunnerError) -> Embedder {
    guard let embedder else { throw .noModel }
    return embedder
  }

  private func work(_ request: Request) throws(RunnerError) -> Work {
    guard let name = request.work else { throw .missingField("work") }
    return try work(named: name)
  }

  private func work(named name: String) throws(RunnerError) -> Work {
    guard let work = works[name] else { throw .noSuchWork(name) }
    return work
  }
}
