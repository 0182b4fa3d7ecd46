public import TrefoilCore
internal import TrefoilModel
package import TrefoilText

extension Embedder {
  /// Tokenizes texts, and cuts those that are over the limit.
  ///
  /// Equal texts are tokenized once. An empty list gives an empty value.
  ///
  /// - Parameters:
  ///   - texts: any texts; an empty one has the tokens that the tokenizer adds.
  ///   - options: what is to be made of them.
  /// - Throws: `EmbedderError` if the model can't give what is asked for, or if a text is over the
  ///   limit and the policy is `error`; `TokenizerError`; `CancellationError` between texts.
  public func prepare(
    _ texts: [String], options: EncodeOptions = EncodeOptions()
  ) async throws -> PreparedTexts {
    try validate(options)
    let distinct = DistinctTexts(texts)
    var sequences = PackedBatch()
    var tokensSeen: [Int] = []
    for (sequence, text) in distinct.texts.enumerated() {
      let whole = try tokenize(text, options)
      sequences.append(
        try cut(whole, index: distinct.firstIndices[sequence], options).tokenIDs)
      tokensSeen.append(whole.count)
    }
    return PreparedTexts(
      options: options, sequences: sequences, tokensSeen: tokensSeen, indices: distinct.indices)
  }

  /// Prepares texts whose tokens are known; instructions are among them.
  package func prepare(
    tokenized texts: [TokenizedText], options: EncodeOptions
  ) throws -> PreparedTexts {
    try validate(options)
    var sequences = PackedBatch()
    var tokensSeen: [Int] = []
    var sequenceOfTokens: [[TokenID]: Int] = [:]
    let indices = try texts.enumerated().map { index, whole in
      if let known = sequenceOfTokens[whole.tokenIDs] { return known }
      sequences.append(try cut(whole, index: index, options).tokenIDs)
      tokensSeen.append(whole.count)
      sequenceOfTokens[whole.tokenIDs] = tokensSeen.count - 1
      return tokensSeen.count - 1
    }
    return PreparedTexts(
      options: options, sequences: sequences, tokensSeen: tokensSeen, indices: indices)
  }

  /// The tokens of a text behind its instruction, before any cut.
  func tokenize(_ text: String, _ options: EncodeOptions) throws -> TokenizedText {
    try Task.checkCancellation()
    return try tokenizer.tokenize(instructions[options.role].text + text)
  }

  /// The tokens of a text that will be read; `index` is its place in the call.
  func cut(
    _ whole: TokenizedText, index: Int, _ options: EncodeOptions
  ) throws -> TokenizedText {
    let limit = options.maxLength ?? maxLength
    let policy = truncation(options)
    guard policy != .error || whole.count <= limit else {
      throw EmbedderError.textTooLong(
        role: options.role, index: index, tokens: whole.count, limit: limit)
    }
    return try whole.truncated(to: limit, keeping: policy)
  }

  /// What becomes of a text that is over the limit.
  func truncation(_ options: EncodeOptions) -> TruncationPolicy {
    options.truncation ?? tokenizer.standardTruncation
  }

  /// Encodes texts that this embedder prepared; results come in their order.
  ///
  /// - Parameters:
  ///   - texts: what `prepare` of this embedder gave.
  ///   - progress: called after each batch, from any thread.
  /// - Throws: `EmbedderError.notFinite` for the first text of which an output is not finite;
  ///   `CancellationError` between batches once the task is cancelled.
  public func embed(
    _ texts: PreparedTexts, progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Embedding] {
    try await results(of: texts, passingOver: false, progress: progress).map { try $0.get() }
  }

  /// Encodes texts that this embedder prepared, and passes over those of which an output is not
  /// finite; results come in their order.
  ///
  /// - Throws: `CancellationError` between batches once the task is cancelled.
  package func results(
    of texts: PreparedTexts, progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Result<Embedding, EmbedderError>] {
    try await results(of: texts, passingOver: true, progress: progress)
  }

  private func results(
    of texts: PreparedTexts, passingOver: Bool, progress: (@Sendable (EncodeProgress) -> Void)?
  ) async throws -> [Result<Embedding, EmbedderError>] {
    let distinct = Set(texts.indices).sorted()
    let results = try await embed(
      distinct, of: texts, passingOver: passingOver, progress: progress)
    let found = Dictionary(uniqueKeysWithValues: zip(distinct, results))
    return texts.indices.enumerated().map { text, sequence in
      guard let result = found[sequence] else {
        preconditionFailure("text \(sequence) of \(found.count) is in no batch")
      }
      return result.mapError { texts.notFinite(text, output: $0.output) }
    }
  }

  /// An output of a text that is not finite.
  struct LostOutput: Error {
    let output: String
  }

  /// Encodes some of the distinct texts, each named once; results come in the order of `sequences`.
  ///
  /// - Throws: also, unless those are passed over, the error of the first text of which an output is
  ///   not finite.
  func embed(
    _ sequences: [Int], of texts: PreparedTexts, passingOver: Bool,
    progress: (@Sendable (EncodeProgress) -> Void)? = nil
  ) async throws -> [Result<Embedding, LostOutput>] {
    try Task.checkCancellation()
    let instructionTokens = try unpooledTokens(of: texts.options.role)
    let requests = sequences.map { sequence in
      EncoderRequest(
        outputs: texts.options.outputs, dimensions: texts.options.dimensions,
        unpooled: truncation(texts.options).unpooled(
          instructionTokens, texts.sequenceCounts(of: sequence)),
        weightless: tokenizer.specialTokens.weightless)
    }
    let ranges = sequences.map { texts.sequences.range(of: $0) }
    let tokensTotal = ranges.reduce(0) { $0 + $1.count }
    var results = [Result<Embedding, LostOutput>?](repeating: nil, count: sequences.count)
    var (textsDone, tokensDone) = (0, 0)
    // All texts want the same, unless the cut left more of the instruction in one than in another.
    let plan = Dictionary(grouping: sequences.indices) { requests[$0].unpooled }
      .sorted { $0.key < $1.key }.flatMap { alike in
        BatchPacker.plan(
          lengths: alike.value.map { ranges[$0].count }, maxBatchTokens: maxBatchTokens
        ).map { $0.map { alike.value[$0] } }
      }
    for planned in plan {
      var members = planned
      while !members.isEmpty {
        try Task.checkCancellation()
        let batch = PackedBatch(members.lazy.map { Array(texts.sequences.tokenIDs[ranges[$0]]) })
        do {
          let embedded = try await queue.embed(batch, requests[planned[0]])
          for (index, result) in zip(members, embedded) {
            results[index] = .success(Embedding(result, texts.sequenceCounts(of: sequences[index])))
          }
          break
        } catch EncoderError.notFinite(let member, let output) {
          // The others of the batch are no worse for it.
          let index = members.remove(at: member)
          guard passingOver else {
            let text = texts.indices.firstIndex(of: sequences[index]) ?? 0
            throw texts.notFinite(text, output: output)
          }
          results[index] = .failure(LostOutput(output: output))
        }
      }
      textsDone += planned.count
      tokensDone += planned.reduce(0) { $0 + ranges[$1].count }
      progress?(
        EncodeProgress(
          textsDone: textsDone, textsTotal: results.count, tokensDone: tokensDone,
          tokensTotal: tokensTotal))
    }
    return results.enumerated().map { index, result in
      guard let result else {
        preconditionFailure("text \(index) of \(results.count) is in no batch")
      }
      return result
    }
  }
}

extension Embedding {
  init(_ result: EncoderResult, _ tokenCounts: TokenCounts) {
    self.init(
      dense: result.dense,
      lexicalWeights: result.lexicalWeights,
      tokenVectors: result.tokenVectors,
      tokenCounts: tokenCounts)
  }
}
