import Testing
import TrefoilText

@Suite("Batch packer")
struct BatchPackerTests {
  static let lengths = [
    [], [5], [3, 3, 3], [1, 9, 2, 8, 3, 7], [0, 0], Array(0..<100), [.max, .max],
  ]

  @Test("every text is in one batch", arguments: lengths, [1, 2, 10, .max])
  func complete(lengths: [Int], budget: Int) {
    let batches = BatchPacker.plan(lengths: lengths, maxBatchTokens: budget)
    #expect(batches.flatMap { $0 }.sorted() == Array(lengths.indices))
    #expect(batches.allSatisfy { !$0.isEmpty })
  }

  @Test("only a text alone is over the budget", arguments: lengths, [1, 2, 10, .max])
  func budget(lengths: [Int], budget: Int) {
    for batch in BatchPacker.plan(lengths: lengths, maxBatchTokens: budget) where batch.count > 1 {
      var room = budget
      for index in batch {
        #expect(lengths[index] <= room)
        room -= min(room, lengths[index])
      }
    }
  }

  @Test("the longest come first, equal ones in order")
  func order() {
    let plan = BatchPacker.plan(lengths: [2, 5, 2, 9, 5], maxBatchTokens: 10)
    #expect(plan == [[3], [1, 4], [0, 2]])
  }

  @Test("a batch may fill its budget to the last token")
  func exact() {
    #expect(BatchPacker.plan(lengths: [5, 5, 1], maxBatchTokens: 10) == [[0, 1], [2]])
    #expect(BatchPacker.plan(lengths: [5, 5, 1], maxBatchTokens: 11) == [[0, 1, 2]])
  }
}
