internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Embeddings as tensors or arrays: a row for each text, ragged ones end to end with their offsets.
final class TensorRows: EmbeddingRows {
  let file: FilePath
  private let parts: TensorParts
  private let lexical: LexicalLines?
  private let count: Int
  private var row = 0

  /// Rows of some numbers by their names, with lexical weights in a file of lines, if there are any.
  ///
  /// - Throws: `EmbeddingFileError` for parts that don't fit together.
  init(_ parts: TensorParts, lexical: LexicalLines? = nil) throws(EmbeddingFileError) {
    self.parts = parts
    self.lexical = lexical
    file = parts.file
    count = try parts.rowCount()
  }

  var fraction: Double? { count > 0 ? Double(row) / Double(count) : 1 }

  func next() throws -> EmbeddingRow? {
    let weights = try lexical?.next()
    guard row < count || (parts.isEmpty && weights != nil) else {
      if let lexical, weights != nil {
        throw EmbeddingFileError(
          file: lexical.file,
          .counts(name: "lexical_weights", found: row + 1, expected: count))
      }
      return nil
    }
    if let lexical, weights == nil {
      throw EmbeddingFileError(
        file: lexical.file, .counts(name: "lexical_weights", found: row, expected: count))
    }
    var found = try parts.row(row)
    if lexical != nil { found.lexicalWeights = weights }
    row += 1
    return found
  }
}
