public import Trefoil

/// Encodes the texts of a data set, and keeps what it made in a cache, if there is one.
///
/// What is encoded in one go is a segment of some hundred texts. Cancellation between batches loses
/// the running segment and no other.
public struct CollectionEncoder: Sendable {
  /// The model.
  public let embedder: Embedder
  private let cache: EmbeddingCache?

  /// Makes an encoder; without a cache the embeddings stay in memory.
  public init(embedder: Embedder, cache: EmbeddingCache?) {
    self.embedder = embedder
    self.cache = cache
  }

  /// Encodes texts, or finds them in the cache.
  ///
  /// - Parameters:
  ///   - texts: the texts; results come in their order.
  ///   - options: how they are encoded.
  ///   - progress: called after each batch, from any thread.
  /// - Throws: as `Embedder.encode`, but `CollectionError` for an output that is not finite;
  ///   `WindowError`; `EmbeddingCacheError`.
  public func encode(
    _ texts: [Document], options: CollectionOptions,
    progress: (@Sendable (CollectionProgress) -> Void)? = nil
  ) async throws -> EmbeddedCollection {
    try validate(options)
    let cutter = try cutter(options)
    let plan = SegmentPlan(lengths: texts.map { $0.content.utf8.count })
    let store = try cache.map { cache in
      try SegmentStore(cache: cache, embedder: embedder, options: options)
    }
    var found: [SegmentStore.Finding] = []
    for segment in plan.segments {
      try Task.checkCancellation()
      found.append(try store?.find(texts[segment]) ?? .missing)
    }
    var work = EncodingWork(plan: plan, texts: texts, found: found)
    for (index, finding) in found.enumerated() {
      if case .file(let file, let facts) = finding {
        work.keep(.file(file), facts)
        continue
      }
      let segment = try await encode(
        texts[plan.segments[index]], options, cutter, report: work.report(index, progress))
      let file = try store?.write(segment, of: texts[plan.segments[index]])
      work.finish(index, file.map { .file($0) } ?? .memory(segment), segment.facts)
    }
    return work.collection(outputs: options.outputs)
  }

  /// Finds an option that the model can't serve before anything is read or made.
  private func validate(_ options: CollectionOptions) throws {
    try embedder.validate(EncodeOptions(options, maxLength: options.maxLength))
    if let length = options.windows?.length, length > embedder.maxLength {
      throw WindowError.tooLong(length: length, limit: embedder.maxLength)
    }
  }

  private func cutter(_ options: CollectionOptions) throws -> WindowCutter? {
    guard let windows = options.windows else { return nil }
    return try WindowCutter(
      embedder.tokenizer, instruction: embedder.instructions[options.role].text,
      windows: windows)
  }

  private func encode(
    _ texts: ArraySlice<Document>, _ options: CollectionOptions, _ cutter: WindowCutter?,
    report: (@Sendable (EncodeProgress) -> Void)?
  ) async throws -> EmbeddingSegment {
    let encodeOptions = EncodeOptions(
      options, maxLength: options.windows?.length ?? options.maxLength)
    guard let cutter else {
      let prepared = try await embedder.prepare(texts.map(\.content), options: encodeOptions)
      let embeddings = try await embed(prepared, texts.map(\.id), report)
      return EmbeddingSegment(embeddings.map { [$0] })
    }
    let windows = try texts.map { try cutter.cut(title: $0.title, text: $0.text) }
    let prepared = try embedder.prepare(
      tokenized: windows.flatMap { $0.map(\.tokens) }, options: encodeOptions)
    let ids = zip(texts, windows).flatMap { text, windows in windows.map { _ in text.id } }
    var embeddings = try await embed(prepared, ids, report)[...]
    return EmbeddingSegment(
      windows.map { windows in
        let own = Array(embeddings.prefix(windows.count))
        embeddings = embeddings.dropFirst(windows.count)
        return options.windows?.pooling == .late ? [Embedding(windows: own)] : own
      })
  }

  /// Encodes texts that have these ids.
  private func embed(
    _ texts: PreparedTexts, _ ids: [Identifier], _ report: (@Sendable (EncodeProgress) -> Void)?
  ) async throws -> [Embedding] {
    do {
      return try await embedder.embed(texts, progress: report)
    } catch EmbedderError.notFinite(_, let text, let output) {
      throw CollectionError.notFinite(id: ids[text], output: output)
    }
  }
}

extension EncodeOptions {
  fileprivate init(_ options: CollectionOptions, maxLength: Int?) {
    self.init(
      outputs: options.outputs, maxLength: maxLength, truncation: options.truncation,
      role: options.role)
  }
}
