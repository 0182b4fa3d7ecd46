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
    let reader = PartReader(numbers: numbers)
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
        file: weights.file.path,
        .counts(
          name: "sparse_weights", found: weights.rowCount, expected: sparse.numbers.rowCount))
    }
  }

  /// Whether there is nothing.
  var isEmpty: Bool { counts.isEmpty }

  /// Each part's name, the number of its texts and its file.
  private var counts: [(name: String, count: Int, file: FilePath)] {
    let whole = [
      ("dense", dense), ("passages", passages), ("tokens_seen", seen), ("tokens_used", used),
    ].compactMap { name, numbers in
      numbers.map { (name: name, count: $0.rowCount, file: $0.file.path) }
    }
    let ragged = [
      ("sparse_offsets", sparse), ("colbert_offsets", colbert), ("id_offsets", ids),
      ("document_offsets", documents),
    ].compactMap { name, numbers in
      numbers.map { (name: name, count: $0.count, file: $0.file) }
    }
    return whole + ragged
  }

  /// The number of texts, which all parts have.
  func rowCount() throws(EmbeddingFileError) -> Int {
    let counts = counts
    let expected = counts.first?.count ?? 0
    for (name, count, file) in counts where count != expected {
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
  ///
  /// - Throws: `EmbeddingFileError`, which names the row; `IndexError.invalidMetadata`.
  func row(_ row: Int) throws -> EmbeddingRow {
    var found = EmbeddingRow(place: .row(row + 1), model: model)
    do {
      found.dense = dense.map { $0.floats(rows: row..<row + 1) }
      dense?.release(rows: row..<row + 1)
      found.lexicalWeights = try lexicalWeights(row)
      found.tokens = colbert.map { ($0.floats(row), $0.rowSize) }
      found.id = try id(row)
      found.document = try document(row)
      found.passage = try passage(row)
      if let seen = try number(seen, row), let used = try number(used, row) {
        found.tokenCounts = (seen, used)
      }
    } catch let fault as EmbeddingFileError.Fault {
      throw EmbeddingFileError(file: file, place: found.place, fault)
    }
    return found
  }

  private func lexicalWeights(_ row: Int) throws(EmbeddingFileError.Fault) -> LexicalWeights? {
    guard let sparse, let sparseWeights else { return nil }
    let range = sparse.range(row)
    let tokens = sparse.numbers.integers(rows: range)?.compactMap { TokenID(exactly: $0) }
    guard let tokens, tokens.count == range.count, tokens.allSatisfy({ $0 >= 0 }) else {
      throw .wrongType(key: "sparse_token_ids", expected: "ids of tokens")
    }
    return try LexicalWeights(checking: Array(zip(tokens, sparseWeights.floats(rows: range))))
  }

  private func id(_ row: Int) throws(EmbeddingFileError.Fault) -> String? {
    guard let ids else { return nil }
    guard let id = ids.text(row), !id.isEmpty else {
      throw .wrongType(key: "ids", expected: "text in UTF-8")
    }
    return id
  }

  private func document(_ row: Int) throws -> IndexedDocument? {
    guard let documents, !documents.range(row).isEmpty else { return nil }
    do {
      let line = Array((documents.text(row) ?? "").utf8)
      let record = try DocumentRecord(try JSONRecord(line[...]))
      guard let id = record.id else { throw LineFault(TextFault.missingKey("id")) }
      return try IndexedDocument(record, id: id)
    } catch let fault as LineFault {
      throw EmbeddingFileError.Fault.malformed(reason: fault.description)
    }
  }

  private func passage(_ row: Int) throws(EmbeddingFileError.Fault) -> EmbeddingRow.Passage? {
    guard let passages else { return nil }
    guard let numbers = passages.integers(rows: row..<row + 1), numbers.allSatisfy({ $0 >= 0 }),
      numbers[2] <= numbers[3]
    else { throw .wrongType(key: "passages", expected: "a place, a count and a range") }
    return EmbeddingRow.Passage(
      place: numbers[0], count: numbers[1], range: numbers[2]..<numbers[3])
  }

  private func number(
    _ numbers: StoredNumbers?, _ row: Int
  ) throws(EmbeddingFileError.Fault) -> Int? {
    guard let numbers else { return nil }
    guard let number = numbers.integers(rows: row..<row + 1)?.first, number >= 0 else {
      throw .wrongType(key: "tokens_seen", expected: "whole numbers of zero or more")
    }
    return number
  }
}
