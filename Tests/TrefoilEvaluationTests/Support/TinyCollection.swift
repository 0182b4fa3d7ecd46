import SystemPackage
import TestSupport
import Trefoil
import TrefoilEvaluation

/// The project's own small data set and small model.
enum TinyCollection {
  static let directory = Folders.fixtures.appending("evaluation")

  static func dataset(split: String = "test") throws -> Dataset {
    try Dataset(directory: directory, split: split)
  }

  static func embedder() throws -> Embedder {
    try Embedder(
      model: ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3")),
      options: EmbedderOptions(threads: 2))
  }

  /// Distinct short texts, as many as fill some segments.
  static func texts(_ count: Int) -> [EvaluationText] {
    (0..<count).map { EvaluationText(id: "p\($0)", text: "the keeper counts \($0) boats") }
  }

  /// The bytes of every segment of a collection, as a file would have them.
  static func bytes(_ collection: EmbeddedCollection) throws -> [[UInt8]] {
    try collection.segments.indices.map {
      SegmentCoding.bytes(of: try collection.segment($0), maker: [], texts: [])
    }
  }
}
