import Foundation
import SystemPackage
import TrefoilTesting
import Testing
import TrefoilEvaluation

/// What scipy and numpy say of paired values; `Tools/run fixtures-statistics` makes it.
struct StatisticsGolden: Decodable, Sendable {
  struct Answer: Decodable, Sendable {
    let interval: [Double]
    let p: Double
  }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let baseline: [Double]
    let other: [Double]
    let groups: [String]?
    let mean: Double
    let wins: Int
    let losses: Int
    let replay: Answer
    let scipy: Answer?

    var testDescription: String { name }
  }

  let seed: UInt64
  let resamples: Int
  let cases: [Case]

  static let all: StatisticsGolden = {
    do {
      let path = Folders.fixtures.appending("statistics.json")
      let data = try Data(contentsOf: URL(fileURLWithPath: path.string))
      return try JSONDecoder().decode(StatisticsGolden.self, from: data)
    } catch {
      fatalError("\(error)")
    }
  }()
}

@Suite("Paired comparisons")
struct PairedComparisonTests {
  @Test(
    "The same resamples give numpy's mean, percentiles and count",
    arguments: StatisticsGolden.all.cases)
  func replay(golden: StatisticsGolden.Case) {
    let comparison = PairedComparison(
      baseline: golden.baseline, other: golden.other, groups: golden.groups,
      resamples: StatisticsGolden.all.resamples, seed: StatisticsGolden.all.seed)
    #expect(abs(comparison.meanDifference - golden.mean) < 1e-12)
    #expect(abs(comparison.interval.lowerBound - golden.replay.interval[0]) < 1e-12)
    #expect(abs(comparison.interval.upperBound - golden.replay.interval[1]) < 1e-12)
    #expect(abs(comparison.pValue - golden.replay.p) < 1e-12)
    #expect(comparison.wins == golden.wins)
    #expect(comparison.losses == golden.losses)
    #expect(comparison.wins + comparison.ties + comparison.losses == golden.other.count)
  }

  @Test(
    "Other resamples come close to scipy's interval and p-value",
    arguments: StatisticsGolden.all.cases.filter { $0.scipy != nil })
  func scipy(golden: StatisticsGolden.Case) throws {
    let scipy = try #require(golden.scipy)
    let comparison = PairedComparison(baseline: golden.baseline, other: golden.other, seed: 3)
    // Four standard errors of a percentile from 10,000 draws are 0.11 of the mean's spread, which
    // is a quarter of the interval's width; values of few kinds come in steps.
    let width = scipy.interval[1] - scipy.interval[0]
    let tolerance = max(0.11 * width / 4, golden.name == "hits" ? 0.0126 : 0)
    #expect(abs(comparison.interval.lowerBound - scipy.interval[0]) < tolerance)
    #expect(abs(comparison.interval.upperBound - scipy.interval[1]) < tolerance)
    // Four standard errors of a share of 10,000.
    #expect(abs(comparison.pValue - scipy.p) < 0.02)
  }

  @Test("A seed gives the same answer every time, and another seed another")
  func seeds() throws {
    let golden = try #require(StatisticsGolden.all.cases.first)
    func compare(_ seed: UInt64) -> PairedComparison {
      PairedComparison(
        baseline: golden.baseline, other: golden.other, resamples: 100, seed: seed)
    }
    #expect(compare(1) == compare(1))
    #expect(compare(1) != compare(2))
  }

  @Test("Nothing to compare, one query, or no difference proves nothing")
  func edges() {
    let none = PairedComparison(baseline: [], other: [])
    #expect(none.meanDifference == 0 && none.interval == 0...0 && none.pValue == 1)
    let nobody = PairedComparison(baseline: [], other: [], groups: [])
    #expect(nobody == none)
    let one = PairedComparison(baseline: [0.25], other: [0.75])
    #expect(one.meanDifference == 0.5 && one.interval == 0.5...0.5 && one.pValue == 1)
    #expect(one.wins == 1 && one.ties == 0 && one.losses == 0)
    let same = PairedComparison(baseline: [0.1, 0.7, 0.3], other: [0.1, 0.7, 0.3])
    #expect(same.meanDifference == 0 && same.interval == 0...0 && same.pValue == 1)
    #expect(same.ties == 3)
  }

  @Test("Equal gains that can't be chance have the smallest p-value and no width")
  func certain() {
    let comparison = PairedComparison(
      baseline: [Double](repeating: 0, count: 200), other: [Double](repeating: 0.1, count: 200),
      resamples: 999)
    #expect(comparison.pValue == 0.001)
    #expect(comparison.interval.upperBound - comparison.interval.lowerBound < 1e-12)
    #expect(abs(comparison.meanDifference - 0.1) < 1e-12)
  }

  @Test("A small group counts as much as a large one")
  func groups() {
    let comparison = PairedComparison(
      baseline: [0, 0, 0, 0], other: [1, 0, 0, 0], groups: ["a", "b", "b", "b"])
    #expect(comparison.meanDifference == 0.5)
    // Group a has one query, which every resample has.
    #expect(comparison.interval == 0.5...0.5)
  }
}
