import Testing

@testable import TrefoilIndex

@Suite("The merging of segments")
struct MergePolicyTests {
  @Test("keeps many commits of one row in few segments, copying each row a few times")
  func commits() {
    var rows: [Int] = []
    var (copied, most) = (0, 0)
    for _ in 0..<20_000 {
      rows.append(1)
      while let part = MergePolicy.next(rows: rows, alive: rows) {
        let sum = rows[part].reduce(0, +)
        copied += sum
        rows.replaceSubrange(part, with: [sum])
      }
      most = max(most, rows.count)
    }
    #expect(rows.reduce(0, +) == 20_000)
    #expect(most <= 60)
    #expect(copied <= 20_000 * 8)
  }

  @Test("leaves large segments alone that together are beyond the cap")
  func cap() {
    let rows = [Int](repeating: MergePolicy.mostRows / 2 + 1, count: 20)
    #expect(MergePolicy.next(rows: rows, alive: rows) == nil)
  }

  @Test("writes a segment anew once half of its rows are dead")
  func dead() {
    #expect(MergePolicy.next(rows: [10, 100], alive: [10, 51]) == nil)
    #expect(MergePolicy.next(rows: [10, 100], alive: [10, 50]) == 1..<2)
    #expect(MergePolicy.next(rows: [1], alive: [1]) == nil)
    #expect(MergePolicy.next(rows: [], alive: []) == nil)
  }
}
