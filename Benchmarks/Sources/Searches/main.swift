// Times an index of made passages: adding, opening, searching, changing. See Benchmarks/README.md.
//
//   TREFOIL_BENCHMARKS=1 swift run -c release Searches MODEL DIRECTORY PASSAGES [QUERIES]

import SystemPackage
import Trefoil
import TrefoilIndex

let arguments = CommandLine.arguments
guard arguments.count >= 4, let passages = Int(arguments[3]) else {
  fatalError("Searches MODEL DIRECTORY PASSAGES [QUERIES]")
}
let queries = arguments.count > 4 ? Int(arguments[4]) ?? 200 : 200
let path = FilePath(arguments[2])
let clock = ContinuousClock()

/// Milliseconds.
func time(_ body: () async throws -> Void) async rethrows -> Double {
  let start = clock.now
  try await body()
  return (clock.now - start) / .milliseconds(1)
}

func row(_ name: String, _ value: Double, _ unit: String) {
  let digits = (value * 100).rounded() / 100
  print("\(name)\t\(digits)\t\(unit)")
}

/// The value below which a share of numbers lies.
func percentile(_ numbers: [Double], _ share: Double) -> Double {
  numbers.sorted()[min(numbers.count - 1, Int(share * Double(numbers.count)))]
}

let embedder = try Embedder(
  model: ModelDirectory(path: FilePath(arguments[1])), options: EmbedderOptions(threads: 2))
let corpus = MadeCorpus(seed: 7)
if let index = try? Index.open(path, embedder: embedder) {
  print("opened, \(try await index.statistics().passages) passages")
} else {
  let index = try Index.create(at: path, embedder: embedder)
  let chunk = 4_096
  var spent = 0.0
  for start in stride(from: 0, to: passages, by: chunk) {
    let documents = (start..<min(start + chunk, passages)).map { corpus.document($0) }
    spent += try await time { try await index.add(embedded: documents) }
  }
  row("add, encoding apart", Double(passages) / spent * 1_000, "passages/s")
  row("optimize", try await time { try await index.optimize() }, "ms")
}

row(
  "open",
  try await time { _ = try await Index.open(path).statistics().generation }, "ms, with statistics")
let index = try Index.open(path, embedder: embedder)
let statistics = try await index.statistics()
row(
  "bytes a passage",
  Double(statistics.segmentBytes + statistics.catalogueBytes) / Double(statistics.passages), "B")

let asked = (0..<queries).map(corpus.query)
for mode in SearchMode.allCases {
  let options = SearchOptions(top: 10, mode: mode)
  for query in asked.prefix(20) { _ = try await index.search(query, options: options) }
  var times: [Double] = []
  for query in asked {
    times.append(try await time { _ = try await index.search(query, options: options) })
  }
  row("\(mode.rawValue) p50", percentile(times, 0.5), "ms")
  row("\(mode.rawValue) p99", percentile(times, 0.99), "ms")
}

var (kept, compared) = (0, 0)
for query in asked.prefix(50) {
  let found = try await index.search(query)
  let all = try await index.search(query, options: SearchOptions(isExhaustive: true))
  kept += Set(found.map(\.document.id)).intersection(all.map(\.document.id)).count
  compared += all.count
}
row("hybrid top 10 kept", Double(kept) / Double(max(1, compared)), "of the exhaustive ones")

let fresh = (0..<100).map { corpus.document(20_000_000 + $0) }
row("add 100", try await time { try await index.add(embedded: fresh) }, "ms")
row("delete 100", try await time { try await index.remove(fresh.map(\.document.id)) }, "ms")
