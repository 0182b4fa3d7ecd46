import Foundation
import Trefoil
import TrefoilIndex

/// `keep INDEX --set SET --model M [--codec int8]`: an index of an encoded set.
///
/// A document's id is its row, so that windows of one passage are told apart.
func keep(_ arguments: Arguments) async throws {
  let folder = arguments.url(try arguments.required("set")).appendingPathComponent("passages")
  let set = try VectorSet(folder)
  let texts = try JSONDecoder().decode(
    [String].self, from: Data(contentsOf: folder.appendingPathComponent("texts.json")))
  let index = try Index.create(
    at: try arguments.indexPath(), embedder: try arguments.embedder(),
    options: IndexOptions(tokenCodec: try arguments.codec()))
  let chunk = 512
  let time = try await milliseconds {
    for start in stride(from: 0, to: set.count, by: chunk) {
      try await index.add(
        embedded: try (start..<min(start + chunk, set.count)).map {
          EmbeddedDocument(
            document: IndexedDocument(id: .init("\($0)"), text: texts[$0]),
            embedding: try set.embedding($0))
        })
    }
    try await index.optimize()
  }
  let statistics = try await index.statistics()
  try answer([
    "seconds": time / 1_000, "passages": Double(statistics.passages),
    "tokens": Double(statistics.tokens),
  ])
}
