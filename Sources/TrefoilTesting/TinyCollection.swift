package import SystemPackage
package import Trefoil
package import TrefoilEvaluation
package import TrefoilIndex

/// The project's own small data set and small model.
package enum TinyCollection {
  /// The data set.
  package static let directory = Folders.fixtures.appending("evaluation")

  /// The data set with a split's judgements.
  package static func dataset(split: String = "test") throws -> Dataset {
    try Dataset(directory: directory, split: split)
  }

  /// The small model, with two threads.
  package static func embedder() throws -> Embedder {
    try Embedder(
      model: ModelDirectory(path: Folders.fixtures.appending("tiny-bge-m3")),
      options: EmbedderOptions(threads: 2))
  }

  /// Distinct short texts, as many as fill some segments.
  package static func texts(_ count: Int) -> [Document] {
    (0..<count).map { Document(id: "p\($0)", text: "the keeper counts \($0) boats") }
  }
}
