internal import GRDB
internal import Trefoil

extension Database {
  /// The hits of each query of a search, in the state of this transaction.
  func hits(of search: SnapshotSearch, _ options: SearchOptions) throws -> [[SearchHit]] {
    let wanted = options.offset + options.top
    let candidates = max(options.candidates, wanted)
    return try search.found(candidates: candidates).enumerated().map { query, found in
      var (candidates, hits) = (candidates, try hits(of: found, options))
      while hits.count < wanted, options.perDocument != nil, candidates < search.passageCount {
        // Documents with many passages took the places of others.
        candidates *= 4
        hits = try self.hits(of: search.only(query).found(candidates: candidates)[0], options)
      }
      return Array(hits.dropFirst(options.offset))
    }
  }

  private func hits(
    of found: [SnapshotSearch.Found], _ options: SearchOptions
  ) throws -> [SearchHit] {
    var hits: [SearchHit] = []
    var taken: [Int64: Int] = [:]
    for found in found where hits.count < options.offset + options.top {
      if let least = options.minScore, found.score < least { break }
      guard let passage = try passage(found.passage) else { continue }
      if let most = options.perDocument, taken[passage.document, default: 0] >= most { continue }
      guard let document = try document(number: passage.document) else { continue }
      taken[passage.document, default: 0] += 1
      hits.append(
        SearchHit(
          document: document, range: passage.range, score: found.score, parts: found.parts,
          tokenCounts: TokenCounts(
            seen: max(passage.tokensSeen, passage.tokensUsed), used: passage.tokensUsed),
          number: found.passage))
    }
    return hits
  }
}
