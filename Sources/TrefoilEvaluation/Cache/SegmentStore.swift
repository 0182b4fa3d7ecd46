internal import Crypto
internal import SystemPackage
internal import Trefoil

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

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
    let maker: [UInt8]
    let directory: FilePath
  }

  /// The shelf of the outputs that are asked for, then those that have more.
  private let shelves: [Shelf]

  /// Makes the directory, and removes what killed processes left there.
  ///
  /// - Throws: `EmbeddingCacheError`; `CancellationError`.
  init(cache: EmbeddingCache, embedder: Embedder, options: CollectionOptions) throws {
    let fingerprint = try ModelFingerprint.digest(of: embedder.model.path)
    let wanted = options.outputs.rawValue
    let sets =
      [options.outputs]
      + (0...EmbeddingOutputs.all.rawValue).map(EmbeddingOutputs.init(rawValue:)).filter {
        $0.rawValue & wanted == wanted && $0.rawValue != wanted
      }
    shelves = sets.map { outputs in
      let key = CacheKey(
        model: fingerprint, precision: embedder.precision, options: options, outputs: outputs)
      let maker = key.digest
      return Shelf(maker: maker, directory: cache.directory.appending(Self.name(maker)))
    }
    try EmbeddingCache.make(shelves[0].directory)
    let names = try? FileManager.default.contentsOfDirectory(atPath: shelves[0].directory.string)
    TemporaryFile.removeAbandoned(in: shelves[0].directory, names: names ?? [])
  }

  /// Looks for the embeddings of a segment's texts.
  func find(_ texts: ArraySlice<EvaluationText>) -> Finding {
    let digest = Self.digest(texts)
    var damaged: FilePath?
    for shelf in shelves {
      let file = file(shelf, digest, texts.count)
      do throws(SegmentFault) {
        return .file(file, try file.read().facts)
      } catch .missing {
        continue
      } catch {
        damaged = damaged ?? file.path
      }
    }
    return damaged.map { .damaged($0) } ?? .missing
  }

  /// Keeps the embeddings of a segment's texts.
  func write(
    _ segment: EmbeddingSegment, of texts: ArraySlice<EvaluationText>
  ) throws(EmbeddingCacheError) -> SegmentFile {
    let file = file(shelves[0], Self.digest(texts), texts.count)
    try file.write(segment)
    return file
  }

  private func file(_ shelf: Shelf, _ digest: [UInt8], _ count: Int) -> SegmentFile {
    SegmentFile(
      path: shelf.directory.appending(Self.name(digest) + ".embeddings"), maker: shelf.maker,
      texts: digest, count: count)
  }

  /// The digest of texts with their lengths, so that no two lists are one.
  ///
  /// Title and text count apart, as windows do.
  private static func digest(_ texts: ArraySlice<EvaluationText>) -> [UInt8] {
    var hash = SHA256()
    for text in texts {
      for part in [text.title, text.text] {
        hash.update(data: Array("\(part.utf8.count):".utf8))
        hash.update(data: Array(part.utf8))
      }
    }
    return Array(hash.finalize())
  }

  /// A digest as a name; the file holds the whole of it.
  private static func name(_ digest: [UInt8]) -> String {
    digest.prefix(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}
