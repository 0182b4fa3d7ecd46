internal import Trefoil
internal import TrefoilIndex

/// Encodes a data set's texts, or takes them from the cache, and tells how far it is.
struct DatasetEncoder {
  let embedder: Embedder
  let cache: EmbeddingCache?
  let console: Console

  /// Gives the texts their embeddings; `name` says what they are, such as `queries`.
  func encode(
    _ texts: [Document], _ name: String, _ options: CollectionOptions
  ) async throws -> EmbeddedCollection {
    let progress = console.progress("encoding \(name)")
    let encoder = CollectionEncoder(embedder: embedder, cache: cache)
    let collection = try await encoder.encode(texts, options: options) { step in
      progress.update(fraction: step.fraction, texts: step.textsDone, tokens: step.tokensDone)
    }
    progress.finish()
    for path in collection.rebuilt {
      console.note("“\(path)” of the cache was damaged and is made again")
    }
    if collection.truncatedCount > 0 {
      console.note(
        "\(collection.truncatedCount) of \(collection.unitCount) \(name) were longer than the limit"
          + " and cut" + (options.role == .passage ? "; --windows reads passages whole" : ""))
    }
    console.detail(
      "\(name): \(texts.count), \(collection.tokenCount) tokens; encoded"
        + " \(collection.encodedSegmentCount) of \(collection.segments.count) segments")
    return collection
  }
}
