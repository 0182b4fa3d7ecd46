public import SystemPackage

/// Files that hold embeddings which are known already, and the documents that they are of.
public struct EmbeddingFiles: Equatable, Sendable {
  /// Where embeddings are.
  public enum Source: Equatable, Sendable {
    /// A file of JSON lines, a safetensors file or a NumPy archive, as its name's ending says.
    ///
    /// They are what `trefoil encode` and `trefoil index export` write, and what `np.savez` does of
    /// arrays that have the same names.
    case file(FilePath)
    /// Arrays in files of their own.
    case arrays(EmbeddingArrays)
  }

  /// The files of embeddings, one after the other.
  public var sources: [Source]
  /// Files of documents as JSON lines, one after the other, in the order of the embeddings; empty where
  /// the embeddings' own lines or tensors hold the documents.
  public var documents: [FilePath]

  /// Names files.
  public init(sources: [Source], documents: [FilePath] = []) {
    self.sources = sources
    self.documents = documents
  }
}

/// Arrays of embeddings in files of their own, a row or a line for each document.
public struct EmbeddingArrays: Equatable, Sendable {
  /// A `.npy` file of dense vectors, `[documents, dimension]`.
  public var dense: FilePath?
  /// A file of JSON lines, or a JSON array, of objects that have a weight for each token's id.
  public var lexical: FilePath?
  /// A `.npy` file of token vectors: `[documents, tokens, dimension]`, or `[rows, dimension]` with
  /// those of all documents end to end.
  public var tokens: FilePath?
  /// A `.npy` file that says where each document's token vectors begin, then their number,
  /// `[documents + 1]`; nil where `tokens` has three axes.
  public var tokenOffsets: FilePath?

  /// Names files.
  public init(
    dense: FilePath? = nil, lexical: FilePath? = nil, tokens: FilePath? = nil,
    tokenOffsets: FilePath? = nil
  ) {
    self.dense = dense
    self.lexical = lexical
    self.tokens = tokens
    self.tokenOffsets = tokenOffsets
  }
}
