import Testing
import TrefoilEvaluation
import TrefoilIndex

@Suite("Segment plan")
struct SegmentPlanTests {
  @Test(
    "has every text in one segment, in order",
    arguments: [0, 1, SegmentPlan.texts - 1, SegmentPlan.texts, SegmentPlan.texts + 1, 2000],
    [0, 1, SegmentPlan.bytes / 3, SegmentPlan.bytes + 1])
  func complete(count: Int, length: Int) {
    let segments = SegmentPlan(lengths: [Int](repeating: length, count: count)).segments
    #expect(segments.flatMap(\.self) == Array(0..<count))
    for segment in segments {
      #expect(!segment.isEmpty && segment.count <= SegmentPlan.texts)
      #expect(segment.count == 1 || segment.count * length <= SegmentPlan.bytes)
    }
  }

  @Test("keeps the borders of later segments when one text grows")
  func stable() {
    var lengths = [Int](repeating: 700, count: 4 * SegmentPlan.texts)
    let before = SegmentPlan(lengths: lengths).segments
    lengths[5] += 1000
    let after = SegmentPlan(lengths: lengths).segments
    let later = { (segments: [Range<Int>]) in
      segments.filter { $0.lowerBound >= SegmentPlan.texts }
    }
    #expect(before != after && later(before) == later(after))
  }
}
