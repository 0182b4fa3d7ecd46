internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// The cache's files for one model and one way of encoding.
struct SegmentStore: Sendable {
  /// What is known of a segment before it is encoded.
  enum Finding: Sendable {
    /// There is no file.
    case missing
    /// There is a file that can't be used.
    case damaged(FilePath)
    /// There is a file, whole and of these texts.
    case file(SegmentFile, EmbeddingSegment.Facts)
  }

  /// Where embeddings with certain outputs lie.
  private struct Shelf {
    let maker: Fingerprint
    let directory: FilePath
  }

  /// The shelf of the outputs that are asked for, then those that have more.
  private let shelves: [Shelf]

  /// Makes the directory.
  ///
  /// - Throws: `EmbeddingCacheError`; `CancellationError`.
  init(cache: EmbeddingCache, embedder: Embedder, options: CollectionOptions) throws {
    let fingerprint = try ModelFingerprint.of(embedder.model.path)
    let wanted = options.outputs.rawValue
    let sets =
      [options.outputs]
      + (0...EmbeddingOutputs.all.rawValue).map(EmbeddingOutputs.init(rawValue:)).filter {
        $0.rawValue & wanted == wanted && $0.rawValue != wanted
      }
    shelves = sets.map { outputs in
      let key = CacheKey(
        model: fingerprint, precision: embedder.precision, options: options, outputs: outputs,
        instruction: embedder.instructions[options.role].text)
      let maker = key.fingerprint
      return Shelf(maker: maker, directory: cache.directory.appending(maker.hexadecimal))
    }
    try EmbeddingCache.make(shelves[0].directory)
    EmbeddingCache.note(embedder.model.path, in: shelves[0].directory)
  }

  /// Looks for the embeddings of a segment's texts.
  ///
  /// - Throws: `EmbeddingCacheError.obstructed` if no file can take the name of the segment's.
  func find(_ texts: ArraySlice<Document>) throws(EmbeddingCacheError) -> Finding {
    let fingerprint = Self.fingerprint(texts)
    var damaged: FilePath?
    for shelf in shelves {
      let file = file(shelf, fingerprint, texts.count)
      do throws(SegmentFault) {
        return .file(file, try file.read().facts)
      } catch .missing {
        continue
      } catch .notAFile {
        throw .obstructed(path: file.path)
      } catch {
        damaged = damaged ?? file.path
      }
    }
    return damaged.map { .damaged($0) } ?? .missing
  }

  /// Keeps the embeddings of a segment's texts.
  func write(
    _ segment: EmbeddingSegment, of texts: ArraySlice<Document>
  ) throws(EmbeddingCacheError) -> SegmentFile {
    let file = file(shelves[0], Self.fingerprint(texts), texts.count)
    try file.write(segment)
    return file
  }

  private func file(_ shelf: Shelf, _ texts: Fingerprint, _ count: Int) -> SegmentFile {
    SegmentFile(
      path: shelf.directory.appending(texts.hexadecimal + EmbeddingCache.segmentEnding),
      maker: shelf.maker,
      texts: texts, count: count)
  }

  /// The fingerprint of texts; title and text count apart, as windows do.
  private static func fingerprint(_ texts: ArraySlice<Document>) -> Fingerprint {
    var builder = Fingerprint.Builder()
    for text in texts {
      builder.update(text: text.title)
      builder.update(text: text.text)
    }
    return builder.fingerprint
  }
}
