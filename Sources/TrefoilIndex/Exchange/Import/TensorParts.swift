internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// The tensors or arrays of a file of embeddings, checked against each other.
///
/// Their names are those that `trefoil encode` gives them in a safetensors file; a dense part may be
/// called `dense_vecs` as well, as FlagEmbedding does.
struct TensorParts {
  /// The file that errors name.
  let file: FilePath
  /// The fingerprint of the model, if the file says it.
  var model: String?
  private let dense: StoredNumbers?
  private let sparse: RaggedNumbers?
  private let sparseWeights: StoredNumbers?
  private let colbert: RaggedNumbers?
  private let ids: RaggedNumbers?
  private let documents: RaggedNumbers?
  private let passages: StoredNumbers?
  private let seen, used: StoredNumbers?

  /// The names that are known.
  static let names: Set<String> = [
    "dense", "dense_vecs", "sparse_token_ids", "sparse_weights", "sparse_offsets", "colbert_vecs",
    "colbert_offsets", "ids", "id_offsets", "documents", "document_offsets", "passages",
    "tokens_seen", "tokens_used",
  ]

  /// Takes numbers by their names.
  ///
  /// - Throws: `EmbeddingFileError`.
  init(_ numbers: [String: StoredNumbers], file: FilePath) throws(EmbeddingFileError) {
    self.file = file
    let reader = PartReader(numbers: numbers, file: file)
    dense = try reader.floats(numbers["dense"] == nil ? "dense_vecs" : "dense", axes: 2)
    sparse = try reader.ragged("sparse_token_ids", offsets: "sparse_offsets", .integers, axes: 1)
    sparseWeights = try reader.floats("sparse_weights", axes: 1)
    colbert = try reader.tokens("colbert_vecs", offsets: "colbert_offsets")
    ids = try reader.ragged("ids", offsets: "id_offsets", .integers, axes: 1)
    documents = try reader.ragged("documents", offsets: "document_offsets", .integers, axes: 1)
    passages = try reader.integers("passages", axes: 2)
    seen = try reader.integers("tokens_seen", axes: 1)
    used = try reader.integers("tokens_used", axes: 1)
    guard (sparse == nil) == (sparseWeights == nil) else {
      throw EmbeddingFileError(
        file: file, .missing(name: sparse == nil ? "sparse_token_ids" : "sparse_weights"))
    }
    if let sparse, let weights = sparseWeights, weights.rowCount != sparse.numbers.rowCount {
      throw EmbeddingFileError(
        file: file,
        .counts(
          name: "sparse_weights", found: weights.rowCount, expected: sparse.numbers.rowCount))
    }
  }

  /// Whether there is nothing.
  var isEmpty: Bool { counts.isEmpty }

  private var counts: [(name: String, count: Int)] {
    let all: [(String, Int?)] = [
      ("dense", dense?.rowCount), ("sparse_offsets", sparse?.count),
      ("colbert_offsets", colbert?.count), ("id_offsets", ids?.count),
      ("document_offsets", documents?.count), ("passages", passages?.rowCount),
      ("tokens_seen", seen?.rowCount), ("tokens_used", used?.rowCount),
    ]
    return all.compactMap { name, count in count.map { (name, $0) } }
  }

  /// The number of texts, which all parts have.
  func rowCount() throws(EmbeddingFileError) -> Int {
    let counts = counts
    let expected = counts.first?.count ?? 0
    for (name, count) in counts where count != expected {
      throw EmbeddingFileError(file: file, .counts(name: name, found: count, expected: expected))
    }
    if let passages, passages.rowSize != 4 {
      throw EmbeddingFileError(
        file: file,
        .unfitNumbers(
          name: "passages", type: passages.type.rawValue, shape: passages.shape,
          expected: "four numbers a row"))
    }
    return expected
  }

  /// A row.
  func row(_ row: Int) throws -> EmbeddingRow {
    var found = EmbeddingRow(place: .row(row + 1), model: model)
    func fault(_ fault: EmbeddingFileError.Fault) -> EmbeddingFileError {
      EmbeddingFileError(file: file, place: .row(row + 1), fault)
    }
    if let dense {
      found.dense = dense.floats(rows: row..<row + 1)
      dense.release(rows: row..<row + 1)
    }
    if let sparse, let sparseWeights {
      let range = sparse.range(row)
      guard let tokens = sparse.numbers.integers(rows: range)?.map({ TokenID(exactly: $0) }),
        tokens.allSatisfy({ $0.map { $0 >= 0 } ?? false })
      else { throw fault(.wrongType(key: "sparse_token_ids", expected: "ids of tokens")) }
      do throws(EmbeddingFileError.Fault) {
        found.lexicalWeights = try LexicalWeights(
          checking: Array(zip(tokens.compactMap(\.self), sparseWeights.floats(rows: range))))
      } catch {
        throw fault(error)
      }
    }
    if let colbert {
      let range = colbert.range(row)
      found.tokens = (colbert.floats(range), colbert.rowSize)
      colbert.release(range)
    }
    if let ids {
      guard let id = ids.text(row), !id.isEmpty else {
        throw fault(.wrongType(key: "ids", expected: "text in UTF-8"))
      }
      found.id = id
    }
    if let documents, !documents.range(row).isEmpty {
      do {
        let record = try DocumentRecord(
          try JSONRecord(Array((documents.text(row) ?? "").utf8)[...]))
        guard let id = record.id else { throw LineFault(TextFault.missingKey("id")) }
        found.document = try IndexedDocument(record, id: id)
      } catch let line as LineFault {
        throw fault(.malformed(reason: line.description))
      }
    }
    if let passages {
      guard let numbers = passages.integers(rows: row..<row + 1), numbers.allSatisfy({ $0 >= 0 }),
        numbers[2] <= numbers[3]
      else { throw fault(.wrongType(key: "passages", expected: "a place, a count and a range")) }
      found.passage = EmbeddingRow.Passage(
        place: numbers[0], count: numbers[1], range: numbers[2]..<numbers[3])
    }
    if let seen = seen?.integers(rows: row..<row + 1)?.first,
      let used = used?.integers(rows: row..<row + 1)?.first
    {
      found.tokenCounts = (seen, used)
    }
    return found
  }
}
