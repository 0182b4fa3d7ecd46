import SystemPackage
import Trefoil
import TrefoilIndex

extension Arguments {
  /// The model of `--model`, with the threads of `--threads`.
  func embedder() throws -> Embedder {
    try Embedder(
      model: ModelDirectory(path: FilePath(try required("model"))),
      options: EmbedderOptions(threads: try number("threads", 2)))
  }

  /// The index at a place.
  func indexPath(_ place: Int = 0) throws -> FilePath {
    FilePath(try self.place(place, "INDEX"))
  }
}
