import Testing
import Trefoil
import TrefoilEvaluation

@Suite("Tuning of hybrid weights")
struct WeightTunerTests {
  /// A query whose relevant passage `score` puts first and the other two put last.
  private static func query(
    _ number: Int, decidedBy score: EmbeddingOutputs, grades: [Identifier: Int] = ["right": 1]
  ) -> TuningQuery {
    let up: [Float] = [0.9, 0.5, 0.4, 0.1 + Float(number % 7) / 100]
    let down: [Float] = [0.1, 0.5, 0.6, 0.8]
    return TuningQuery(
      passages: ["right", "a", "b", "c"],
      scores: ScoreValues { score == $0.output ? up : down }, grades: grades)
  }

  private static func set(
    _ name: String, _ count: Int, decidedBy score: EmbeddingOutputs
  ) -> TuningSet {
    TuningSet(name: name, queries: (0..<count).map { query($0, decidedBy: score) })
  }

  @Test(
    "finds the one score that knows the answers",
    arguments: [EmbeddingOutputs.dense, .sparse, .colbert])
  func singleScore(_ score: EmbeddingOutputs) async throws {
    let result = try await WeightTuner().tune(
      [Self.set("one", 60, decidedBy: score)], present: .equal)
    let weights = [
      EmbeddingOutputs.dense: result.best.dense, .sparse: result.best.sparse,
      .colbert: result.best.colbert,
    ]
    #expect(weights[score] == 1)
    #expect(result.bestValue == 1)
    #expect(result.presentValue < 1)
    #expect(result.verdict == .better)
    #expect(result.heldOut.interval.lowerBound > 0)
  }

  @Test("keeps the present weights where queries are too few, however large the gain")
  func tooFew() async throws {
    let result = try await WeightTuner().tune(
      [Self.set("one", WeightTuner.leastQueries - 1, decidedBy: .sparse)], present: .equal)
    #expect(result.heldOut.meanDifference > 0)
    #expect(result.verdict == .tooFewQueries(WeightTuner.leastQueries - 1))
  }

  @Test("is unsure where the present weights are the best already")
  func noGain() async throws {
    let result = try await WeightTuner().tune(
      [Self.set("one", 60, decidedBy: .dense)], present: try HybridWeights(dense: 1))
    #expect(result.heldOut.meanDifference == 0)
    #expect(result.verdict == .unsure)
  }

  @Test(
    "counts sets alike, however many queries they have, and whatever they are called",
    arguments: ["small", "large"])
  func sets(second: String) async throws {
    let result = try await WeightTuner().tune(
      [Self.set("large", 400, decidedBy: .dense), Self.set(second, 60, decidedBy: .sparse)],
      present: .equal)
    let gain = result.heldOut.differences
    let gains = [gain[..<400].reduce(0, +) / 400, gain[400...].reduce(0, +) / 60]
    #expect(abs(result.heldOut.meanDifference - (gains[0] + gains[1]) / 2) < 1e-12)
    #expect(gains[0] != gains[1])
    let means = result.sets.map(\.present)
    #expect(abs(result.presentValue - means.reduce(0, +) / 2) < 1e-12)
    #expect(result.sets.map(\.queryCount) == [400, 60])
  }

  @Test("by the worst set finds weights that no set loses by, where the mean sacrifices one")
  func worst() async throws {
    // Many queries know the answer by their lexical score, which misleads a few; dense helps both.
    func query(_ number: Int, dense: [Float], sparse: [Float]) -> TuningQuery {
      TuningQuery(
        passages: ["right", "a", "b", "c"],
        scores: ScoreValues { $0 == .dense ? dense : $0 == .sparse ? sparse : [0, 0, 0, 0] },
        grades: ["right": 1])
    }
    let sets = [
      TuningSet(
        name: "lexical",
        queries: (0..<60).map { query($0, dense: [0.1, 0.2, 0.3, 0.4], sparse: [0.9, 0, 0, 0]) }),
      TuningSet(
        name: "semantic",
        queries: (0..<60).map { query($0, dense: [0.9, 0.3, 0.2, 0.8], sparse: [0, 0.3, 0, 0.4]) }),
    ]
    let present = try HybridWeights(dense: 1)
    func gains(_ objective: TuningObjective) async throws -> [Double] {
      let result = try await WeightTuner(objective: objective).tune(sets, present: present)
      #expect(result.objective == objective)
      return result.sets.map { $0.best - $0.present }
    }
    let (mean, worst) = (try await gains(.mean), try await gains(.worst))
    #expect(mean.reduce(0, +) >= worst.reduce(0, +))
    #expect(try #require(worst.min()) >= 0)
    #expect(try #require(worst.min()) >= #require(mean.min()))
  }

  @Test("by the worst set and by the mean choose otherwise where sets disagree")
  func disagreement() async throws {
    // A large gain on one set costs the other a little; the smallest gain is largest without it.
    let sets = [Self.set("a", 60, decidedBy: .sparse), Self.set("b", 60, decidedBy: .dense)]
    let present = try HybridWeights(dense: 1)
    let worst = try await WeightTuner(objective: .worst).tune(sets, present: present)
    #expect(worst.sets[1].best == worst.sets[1].present)
    #expect(worst.sets[0].best >= worst.sets[0].present)
    let mean = try await WeightTuner().tune(
      [sets[0], sets[0], sets[0], sets[1]], present: present)
    #expect(mean.sets[3].best < mean.sets[3].present)
  }

  @Test("leaves out queries without a relevant passage", arguments: [[:], ["a": 0], ["a": -1]])
  func irrelevant(_ grades: [Identifier: Int]) async throws {
    var queries = (0..<60).map { Self.query($0, decidedBy: .colbert) }
    queries.append(Self.query(60, decidedBy: .colbert, grades: grades))
    let result = try await WeightTuner().tune(
      [TuningSet(name: "one", queries: queries)], present: .equal)
    #expect(result.sets[0].queryCount == 60)
  }

  @Test("gives an answer without any query")
  func nothing() async throws {
    let result = try await WeightTuner().tune([], present: .equal)
    #expect(result.best == .equal)
    #expect(result.verdict == .tooFewQueries(0))
  }

  /// Queries whose relevant passage is drawn by lot: some weights look good and none can be.
  private static let lots: TuningSet = {
    var state: UInt64 = 7
    func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24)
    }
    let names: [Identifier] = (0..<20).map { "p\($0)" }
    let queries = (0..<80).map { _ in
      TuningQuery(
        passages: names, scores: ScoreValues { _ in names.map { _ in next() } },
        grades: [names[Int(next() * 19.99)]: 1])
    }
    return TuningSet(name: "lots", queries: queries)
  }()

  @Test("tells what held-out queries gain, not those that chose the weights")
  func heldOut() async throws {
    let result = try await WeightTuner().tune([Self.lots], present: .equal)
    #expect(result.bestValue > result.presentValue)
    #expect(result.heldOut.meanDifference < result.bestValue - result.presentValue)
    #expect(result.verdict == .unsure)
  }

  @Test("passes over a point that stands out from those around it")
  func surroundings() async throws {
    let result = try await WeightTuner().tune([Self.lots], present: .equal)
    let around = result.surface.map { point in
      let near = result.surface.filter { other in
        max(
          abs(other.shares[.dense] - point.shares[.dense]),
          abs(other.shares[.sparse] - point.shares[.sparse]),
          abs(other.shares[.colbert] - point.shares[.colbert])) < 0.0501
      }
      return near.reduce(0) { $0 + $1.value } / Double(near.count)
    }
    let chosen = try #require(result.surface.firstIndex { $0.weights == result.best })
    let highest = try #require(result.surface.max { $0.value < $1.value })
    #expect(around[chosen] == around.max())
    #expect(highest.value > result.bestValue)
  }

  @Test("is the same on any number of threads", arguments: [2, 3])
  func threads(_ threads: Int) async throws {
    let sets = [Self.set("one", 60, decidedBy: .sparse)]
    let alone = try await WeightTuner().tune(sets, present: .equal)
    #expect(try await WeightTuner().tune(sets, present: .equal, threads: threads) == alone)
  }
}

@Suite("Grids of weights")
struct WeightGridTests {
  @Test("shares out a whole in every way", arguments: [(1, 3), (2, 6), (10, 66), (20, 231)])
  func count(_ steps: Int, _ points: Int) {
    let grid = WeightGrid(steps: steps)
    #expect(grid.shares.count == points)
    for shares in grid.shares {
      #expect(abs(shares.values.all.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test("gives nothing to a score that the model lacks")
  func outputs() {
    let grid = WeightGrid(steps: 10, outputs: [.dense, .colbert])
    #expect(grid.shares.count == 11)
    #expect(grid.shares.allSatisfy { $0[.sparse] == 0 })
  }
}
