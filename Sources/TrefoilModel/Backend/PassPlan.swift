/// Decides which of the batches that wait go through the encoder together.
package enum PassPlan {
  /// The batches of the next pass: the one that has waited longest, and those behind it that want
  /// the same of the encoder, as far as the pass has room.
  ///
  /// - Parameters:
  ///   - waiting: what each batch wants and its number of tokens, in the order of their coming.
  ///   - maxBatchTokens: the most tokens of a pass; a larger batch goes alone.
  /// - Returns: Indices into `waiting`, rising; none if nothing waits.
  package static func next(
    _ waiting: [(request: EncoderRequest, tokens: Int)], maxBatchTokens: Int
  ) -> [Int] {
    guard let first = waiting.first else { return [] }
    var chosen = [0]
    var room = maxBatchTokens - first.tokens
    for index in waiting.indices.dropFirst()
    where waiting[index].tokens <= room && waiting[index].request == first.request {
      chosen.append(index)
      room -= waiting[index].tokens
    }
    return chosen
  }
}
