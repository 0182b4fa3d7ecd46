internal import TrefoilCore
internal import TrefoilModel
internal import TrefoilText

extension Embedder {
  /// How many tokens an instruction has in front of a text, `<s>` among them, where the model leaves
  /// them out of the pooling; else zero.
  func unpooledTokens(of role: TextRole) throws -> Int {
    let instruction = instructions[role].text
    guard !configuration.poolsInstruction, !instruction.isEmpty else { return 0 }
    // Without its own </s>. Source: sentence-transformers 6.2, `_get_prompt_length`.
    return try tokenizer.tokenize(instruction).count - 1
  }
}

extension TruncationPolicy {
  /// How many of a text's first tokens are left out of the pooling: what a cut has left of those
  /// that belong to the instruction, `<s>` at least.
  func unpooled(_ instructionTokens: Int, _ counts: TokenCounts) -> Int {
    guard instructionTokens > 0 else { return 0 }
    let lost = self == .tail ? counts.seen - counts.used : 0
    return max(1, instructionTokens - lost)
  }
}
