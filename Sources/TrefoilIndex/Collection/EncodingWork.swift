internal import Trefoil

/// The bookkeeping of a collection that is being encoded.
struct EncodingWork {
  private let plan: SegmentPlan
  /// The bytes of each segment's texts.
  private let sizes: [Int]
  private var isDone: [Bool]
  private let bytesTotal: Int
  private var bytesDone = 0
  private var tokensDone = 0
  private var places: [EmbeddedCollection.Place] = []
  private var rebuilt: [FilePath] = []
  private var encodedSegments = 0
  private var facts = EmbeddingSegment.Facts()

  init(plan: SegmentPlan, texts: [Document], found: [SegmentStore.Finding]) {
    self.plan = plan
    sizes = plan.segments.map { $0.reduce(0) { $0 + texts[$1].content.utf8.count } }
    isDone = found.map { if case .file = $0 { true } else { false } }
    bytesTotal = zip(sizes, isDone).reduce(0) { $0 + ($1.1 ? 0 : $1.0) }
    rebuilt = found.compactMap { if case .damaged(let path) = $0 { path } else { nil } }
  }

  /// Takes note of the next segment, which came from the cache.
  mutating func keep(_ place: EmbeddedCollection.Place, _ facts: EmbeddingSegment.Facts) {
    places.append(place)
    self.facts.add(facts)
  }

  /// Takes note of the next segment, which was encoded.
  mutating func finish(
    _ index: Int, _ place: EmbeddedCollection.Place, _ facts: EmbeddingSegment.Facts
  ) {
    keep(place, facts)
    isDone[index] = true
    bytesDone += sizes[index]
    tokensDone += facts.tokenCount
    encodedSegments += 1
  }

  /// What tells the caller how far the encoding of a segment has come.
  func report(
    _ index: Int, _ progress: (@Sendable (CollectionProgress) -> Void)?
  ) -> (@Sendable (EncodeProgress) -> Void)? {
    guard let progress else { return nil }
    let texts = zip(plan.segments, isDone).reduce(0) { $0 + ($1.1 ? $1.0.count : 0) }
    let (total, own) = (plan.segments.last?.upperBound ?? 0, plan.segments[index].count)
    let (bytes, size, tokens) = (bytesDone, sizes[index], tokensDone)
    let bytesTotal = max(1, bytesTotal)
    return { step in
      let share = step.fraction
      progress(
        CollectionProgress(
          // The step counts windows where there are some.
          textsDone: texts + Int(share * Double(own)), textsTotal: total,
          tokensDone: tokens + step.tokensDone,
          fraction: (Double(bytes) + share * Double(size)) / Double(bytesTotal)))
    }
  }

  /// All segments, once the last is done.
  func collection(outputs: EmbeddingOutputs) -> EmbeddedCollection {
    EmbeddedCollection(
      outputs: outputs, segments: plan.segments, places: places,
      encodedSegmentCount: encodedSegments, rebuilt: rebuilt, facts: facts)
  }
}
