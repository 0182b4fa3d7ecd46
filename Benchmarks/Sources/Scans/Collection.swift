import TrefoilTensor

/// Codes of many vectors, and what an exact search of the vectors finds.
struct Collection {
  let rows: Int
  let dimension: Int
  let signCodes: SignCodes
  private(set) var codes: [Int8] = []
  private(set) var scales: [Float] = []
  private(set) var signs: [UInt8] = []
  let queries: [[Float]]
  /// The ten best rows of each query, in fp32.
  private(set) var best: [Set<Int>] = []

  /// Rows that are made, encoded and forgotten at a time.
  private static let chunkRows = 8192

  init(rows: Int, dimension: Int, queries count: Int, team: ThreadTeam) {
    self.rows = rows
    self.dimension = dimension
    let vectors = Vectors(dimension: dimension)
    let queries = (0..<count).map { vectors.rows(1, seed: 1_000_000 + UInt64($0)) }
    self.queries = queries
    let sample = Matrix(vectors.rows(4096, seed: 2), columns: dimension)
    let signCodes = SignCodes(mean: sample.mean(rows: 0..<sample.rows))
    self.signCodes = signCodes
    var found = [[ScoredRow]](repeating: [], count: count)
    let starts = Array(stride(from: 0, to: rows, by: Self.chunkRows))
    for first in stride(from: 0, to: starts.count, by: team.count) {
      let group = Array(starts[first..<min(first + team.count, starts.count)])
      let parts = team.map(group.count) { index in
        let start = group[index]
        let size = min(Self.chunkRows, rows - start)
        let numbers = vectors.rows(size, seed: 10 + UInt64(start))
        let matrix = Matrix(numbers, columns: dimension)
        let best = queries.map { query in
          zip(start..., matrix.products(rows: 0..<size, with: query))
            .map { ScoredRow(row: $0, score: $1) }.sorted { $0.precedes($1) }.prefix(10)
        }
        return (DenseCodes(numbers, dimension: dimension), signCodes.encode(numbers), best)
      }
      for (dense, signs, best) in parts {
        codes += dense.codes
        scales += dense.scales
        self.signs += signs
        for query in 0..<count { found[query] += best[query] }
      }
    }
    best = found.map { Set($0.sorted { $0.precedes($1) }.prefix(10).map(\.row)) }
  }

  /// The share of the exact ten best that are among these.
  func recall(_ found: [ScoredRow], query: Int) -> Double {
    Double(best[query].intersection(found.map(\.row)).count) / Double(best[query].count)
  }

  func denseBest(_ limit: Int, query: Int, team: ThreadTeam) -> [ScoredRow] {
    DenseScan(vector: queries[query]).best(
      limit, codes: codes.span.bytes, scales: scales.span.bytes, rows: rows, allowed: nil,
      team: team)
  }

  func signsBest(_ limit: Int, query: Int, team: ThreadTeam) -> [ScoredRow] {
    SignScan(vector: queries[query], codes: signCodes).best(
      limit, bytes: signs.span.bytes, rows: rows, allowed: nil, team: team)
  }

  /// The ten best by dense codes of the best `candidates` by signs.
  func rescoredBest(_ candidates: Int, query: Int, team: ThreadTeam) -> [ScoredRow] {
    let rows = signsBest(candidates, query: query, team: team).map(\.row).sorted()
    let scores = DenseScan(vector: queries[query]).scores(
      of: rows, codes: codes.span.bytes, scales: scales.span.bytes, rows: self.rows)
    let scored = zip(rows, scores).map { ScoredRow(row: $0, score: $1) }
    return Array(scored.sorted { $0.precedes($1) }.prefix(10))
  }
}
