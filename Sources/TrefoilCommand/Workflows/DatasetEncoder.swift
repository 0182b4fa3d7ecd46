internal import ArgumentParser
internal import SystemPackage
internal import Trefoil
internal import TrefoilEvaluation
internal import TrefoilIndex

/// Encodes a data set's texts, or takes them from the cache, and tells how far it is.
struct DatasetEncoder {
  let embedder: Embedder
  let cache: EmbeddingCache?
  let console: Console

  /// Gives a data set's passages their embeddings, or finds them in the index that is named.
  func passages(
    of dataset: Dataset, _ name: String, _ reading: ReadingOptions, _ outputs: EmbeddingOutputs
  ) async throws -> EmbeddedCollection {
    guard let path = reading.index else {
      return try await encode(dataset.passages, name, try reading.passages(outputs))
    }
    let index = try Index.open(FilePath(path), embedder: embedder)
    let lacking = outputs.subtracting(index.configuration.outputs)
    guard lacking.isEmpty else { throw IndexError.missingOutput(lacking) }
    let collection = try await EmbeddedCollection(
      documents: dataset.passages.map(\.id), in: index)
    guard collection.missingCount < collection.count || collection.count == 0 else {
      throw ValidationError(
        "None of the \(name) is in “\(path)”, by its id; name an index of this data set.")
    }
    if collection.missingCount > 0 {
      console.warn(
        "\(collection.missingCount) of \(collection.count) \(name) are not in “\(path)”, and are"
          + " found by no query")
    }
    return collection
  }

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
        + " \(collection.encodedCount) of them now")
    return collection
  }
}
