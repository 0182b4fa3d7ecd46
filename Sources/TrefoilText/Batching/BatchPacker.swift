/// Decides which texts go through the encoder together.
public enum BatchPacker {
  /// Puts texts into batches, the longest first.
  ///
  /// Neighbours in length share a batch, and the costliest batch comes first, so that too small a
  /// memory shows at once.
  ///
  /// - Parameters:
  ///   - lengths: Each text's number of tokens, zero or more.
  ///   - maxBatchTokens: The most tokens in a batch, at least one; a longer text is a batch alone.
  /// - Returns: Indices into `lengths`, each exactly once, batch by batch; equal lengths keep their
  ///   order. No batch is empty, and no texts give no batches.
  public static func plan(lengths: [Int], maxBatchTokens: Int) -> [[Int]] {
    precondition(maxBatchTokens > 0, "a batch of at most \(maxBatchTokens) tokens holds nothing")
    for (index, length) in lengths.enumerated() {
      precondition(length >= 0, "text \(index) has \(length) tokens")
    }
    let order = lengths.indices.sorted {
      lengths[$0] == lengths[$1] ? $0 < $1 : lengths[$0] > lengths[$1]
    }
    var batches: [[Int]] = []
    var room = 0
    for index in order {
      if batches.isEmpty || lengths[index] > room {
        batches.append([])
        room = maxBatchTokens
      }
      batches[batches.count - 1].append(index)
      room -= min(room, lengths[index])
    }
    return batches
  }
}
