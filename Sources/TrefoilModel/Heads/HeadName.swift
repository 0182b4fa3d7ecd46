/// What the heads' tensors, and the files in which FlagEmbedding publishes them, are called.
package enum HeadName: String, CaseIterable, Sendable {
  case sparse = "sparse_linear"
  case colbert = "colbert_linear"

  /// The name of the file in which FlagEmbedding publishes it.
  package var fileName: String { rawValue + ".pt" }

  /// The weight's name in a checkpoint.
  var weight: String { rawValue + ".weight" }
  /// The bias's name.
  var bias: String { rawValue + ".bias" }
}
