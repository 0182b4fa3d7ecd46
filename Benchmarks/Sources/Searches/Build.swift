import Foundation
import SystemPackage
import TrefoilIndex

/// What making an index took.
struct Building: Encodable {
  let passages: Int
  let addSeconds: Double
  let optimizeSeconds: Double
  let segments: Int
  /// The most memory above what model and corpus take, mapped pages apart, in MiB.
  let memoryOfAdding: Double
  let memoryOfMerging: Double
  let origin: String
}

/// `build INDEX --model M --passages N [--real SET]… [--codec int8] [--outputs dense]`: an index
/// of the made corpus.
func build(_ arguments: Arguments) async throws {
  /// Passages that are handed over at once: what they take is the caller's.
  let chunk = 2_048
  let path = try arguments.indexPath()
  let passages = try arguments.number("passages")
  let corpus = try madeCorpus(arguments)
  let isDense = arguments.text("outputs") == "dense"
  let index = try Index.create(
    at: path, embedder: try arguments.embedder(),
    options: IndexOptions(
      outputs: isDense ? .dense : nil, tokenCodec: try arguments.codec()))
  let watch = MemoryWatch()
  var (milliseconds, memory) = (0.0, 0.0)
  for start in stride(from: 0, to: passages, by: chunk) {
    let documents = (start..<min(start + chunk, passages)).map {
      corpus.document($0, hasTokens: !isDense)
    }
    let before = Memory.now()?.own ?? 0
    watch.begin()
    milliseconds += try await Searches.milliseconds { try await index.add(embedded: documents) }
    memory = max(memory, watch.peak() - before)
  }
  let before = Memory.now()?.own ?? 0
  watch.begin()
  let optimizing = try await Searches.milliseconds { try await index.optimize() }
  let merging = watch.peak() - before
  watch.end()
  let statistics = try await index.statistics()
  try answer(
    Building(
      passages: statistics.passages, addSeconds: milliseconds / 1_000,
      optimizeSeconds: optimizing / 1_000, segments: statistics.segments,
      memoryOfAdding: memory, memoryOfMerging: merging, origin: corpus.origin))
}

extension Arguments {
  /// The codec of `--codec`.
  func codec() throws -> TokenCodec {
    let name = text("codec") ?? TokenCodec.int8.rawValue
    guard let codec = TokenCodec(rawValue: name) else {
      throw SearchesError("There is no codec “\(name)”.")
    }
    return codec
  }
}
