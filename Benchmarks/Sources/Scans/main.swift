import Foundation
import TrefoilTensor

// Scans of codes beside a plain reading of the same bytes, interleaved in one run, and what they
// find of the exact ten best; then groups of rows by their largest products.
// usage: Scans [ROWS [DIMENSION [THREADS [ROUNDS]]]] [--json]
let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
func argument(_ index: Int, _ standard: Int) -> Int {
  index < arguments.count ? arguments[index] : standard
}
let team = ThreadTeam(count: argument(2, ProcessInfo.processInfo.activeProcessorCount))
let rounds = argument(3, 21)
let collection = Collection(
  rows: argument(0, 1_000_000), dimension: argument(1, 384), queries: 50, team: team)
let candidateCounts = [100, 200, 500, 1000]

/// A measured thing, with the bytes that it reads.
struct Line {
  let name: String
  let bytes: Int
  let body: (_ query: Int) -> Void
}

let denseBytes = collection.codes.count + 4 * collection.scales.count
let signBytes = collection.signs.count
let lines =
  [
    Line(name: "dense codes, read", bytes: denseBytes) { _ in
      read(collection.codes, team: team)
    },
    Line(name: "dense codes, best 10", bytes: denseBytes) {
      _ = collection.denseBest(10, query: $0, team: team)
    },
    Line(name: "dense codes, best 1000", bytes: denseBytes) {
      _ = collection.denseBest(1000, query: $0, team: team)
    },
    Line(name: "signs, read", bytes: signBytes) { _ in
      read(collection.signs, team: team)
    },
    Line(name: "signs, best 10", bytes: signBytes) {
      _ = collection.signsBest(10, query: $0, team: team)
    },
  ]
  + candidateCounts.map { count in
    Line(name: "signs, best \(count), the best 10 by dense codes", bytes: signBytes) {
      _ = collection.rescoredBest(count, query: $0, team: team)
    }
  }

var times = [[Double]](repeating: [], count: lines.count)
for round in 0..<rounds {
  for (index, line) in lines.enumerated() {
    times[index].append(milliseconds { line.body(round % collection.queries.count) })
  }
}

// For a program: the scans alone, as a line of JSON.
if CommandLine.arguments.contains("--json") {
  let found = zip(lines, times).map { line, times in
    let median = times.sorted()[times.count / 2]
    return
      #"{"name": "\#(line.name)", "bytes": \#(line.bytes), "milliseconds": \#(median)}"#
  }
  print("[\(found.joined(separator: ", "))]")
  exit(0)
}

func cell(_ value: Double) -> String { String(format: "%.2f", value) }

print("\(collection.rows) rows of \(collection.dimension), \(team.count) threads")
print("| scan | ms: median | best | GB/s: median | best | million rows/s |")
print("|---|---|---|---|---|---|")
for (line, times) in zip(lines, times) {
  let (median, least) = (times.sorted()[times.count / 2], times.min() ?? 0)
  let gigabytes = { (time: Double) in cell(Double(line.bytes) / time / 1e6) }
  print(
    "| \(line.name) | \(cell(median)) | \(cell(least)) | \(gigabytes(median)) "
      + "| \(gigabytes(least)) | \(cell(Double(collection.rows) / median / 1e3)) |")
}

print("\n| found of the exact 10 best | share |\n|---|---|")
func share(_ name: String, _ find: (Int) -> [ScoredRow]) {
  let queries = collection.queries.indices
  let sum = queries.reduce(0.0) { $0 + collection.recall(find($1), query: $1) }
  print("| \(name) | \(String(format: "%.4f", sum / Double(queries.count))) |")
}
share("dense codes, best 10") { collection.denseBest(10, query: $0, team: team) }
for count in candidateCounts {
  share("signs, best \(count)") { collection.signsBest(count, query: $0, team: team) }
  share("signs, best \(count), the best 10 by dense codes") {
    collection.rescoredBest(count, query: $0, team: team)
  }
}

print("\n| 100 groups of 130 rows by 32 vectors | ms: median | best | means differ by |")
print("|---|---|---|---|")
for dimension in [128, 1024] {
  let groups = Groups(count: 100, rows: 130, dimension: dimension, columns: 32)
  for codec in TokenCodec.allCases {
    for isPlaced in codec == .int8 ? [false] : [false, true] {
      let line = groups.measured(codec, isPlaced: isPlaced, rounds: rounds, team: team)
      let name = "\(codec), \(dimension) dimensions\(isPlaced ? ", placed" : "")"
      print(
        "| \(name) | \(cell(line.median)) | \(cell(line.least)) "
          + "| \(String(format: "%.5f", line.difference)) |")
    }
  }
}
