import Trefoil
import TrefoilIndex

/// The searches of one kind: how long they took, and the rows that each query found, best first.
struct Searching: Encodable {
  let latency: Latency
  let found: [[Int]]
}

/// What all searches of an index took.
struct SearchesFound: Encodable {
  let passages: Int
  let modes: [String: Searching]
  /// Searches of all passages, perhaps of the first queries alone.
  let exhaustive: Searching?
  /// The weights of the hybrid score: dense, sparse, late interaction.
  let weights: [Float]
  /// The most memory above what model and queries take, mapped pages apart, in MiB.
  let memoryOfSearching: Double
}

/// `search INDEX --model M --queries N [--real SET]… [--set SET] [--top N] [--exhaustive N]`.
///
/// The queries are the made ones, or those of an encoded set.
func search(_ arguments: Arguments) async throws {
  let embedder = try arguments.embedder()
  let index = try Index.open(try arguments.indexPath(), embedder: embedder)
  let queries = try arguments.queries()
  let top = try arguments.number("top", 10)
  let watch = MemoryWatch()
  let before = Memory.now()?.own ?? 0
  watch.begin()
  var modes: [String: Searching] = [:]
  for mode in SearchMode.allCases {
    modes[mode.rawValue] = try await searching(
      index, queries, SearchOptions(top: top, mode: mode))
  }
  let peak = watch.peak()
  watch.end()
  let count = try arguments.number("exhaustive", queries.count)
  let exhaustive = try await searching(
    index, Array(queries.prefix(count)), SearchOptions(top: top, isExhaustive: true), warmUp: 1)
  let weights = try embedder.standardWeights
  try answer(
    SearchesFound(
      passages: try await index.statistics().passages, modes: modes, exhaustive: exhaustive,
      weights: [weights.dense, weights.sparse, weights.colbert],
      memoryOfSearching: peak - before))
}

/// Searches one query after the other; nil where there is none.
private func searching(
  _ index: Index, _ queries: [Embedding], _ options: SearchOptions, warmUp: Int = 20
) async throws -> Searching? {
  for query in queries.prefix(warmUp) { _ = try await index.search(query, options: options) }
  var (times, found): ([Double], [[Int]]) = ([], [])
  for query in queries {
    var hits: [SearchHit] = []
    times.append(
      try await milliseconds { hits = try await index.search(query, options: options) })
    found.append(hits.compactMap { Int($0.document.id.text) })
  }
  return times.isEmpty ? nil : Searching(latency: Latency(times), found: found)
}

extension Arguments {
  /// The queries of `--set`, or so many made ones.
  fileprivate func queries() throws -> [Embedding] {
    if let set = text("set") {
      let queries = try VectorSet(url(set).appendingPathComponent("queries"))
      return try (0..<queries.count).map { try queries.embedding($0) }
    }
    return (0..<(try number("queries"))).map(try madeCorpus(self).query)
  }
}
