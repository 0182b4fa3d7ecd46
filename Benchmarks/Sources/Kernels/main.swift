import Foundation

// Kernels beside what instructions and memory allow, interleaved in one run.
// usage: Kernels [ROUNDS [PART OF A NAME]]; ceilings are always among them
let wanted = CommandLine.arguments.dropFirst(2).first ?? ""
let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9
let counts = Set([1, ProcessInfo.processInfo.activeProcessorCount]).sorted()
let cases = counts.flatMap { threads in
  Ceilings.cases(threads: threads)
    + Products.cases(threads: threads).filter { wanted.isEmpty || $0.name.contains(wanted) }
}

func cell(_ value: Double, _ divisor: Double = 1e9) -> String {
  value > 0 ? String(format: "%.1f", value / divisor) : "–"
}

print("| kernel | threads | GOP/s: median | best | GB/s: median | share of its ceiling |")
print("|---|---|---|---|---|---|")
for line in Rounds(cases, count: rounds).lines {
  let one = line.of
  let share = line.share.map { String(format: "%.0f%%", 100 * $0) } ?? "–"
  print(
    "| \(one.name) | \(one.threads) | \(cell(one.operations / line.median)) "
      + "| \(cell(one.operations / line.least)) | \(cell(one.bytes / line.median)) | \(share) |")
}
