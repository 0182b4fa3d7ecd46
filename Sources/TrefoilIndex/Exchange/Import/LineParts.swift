internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// The members of a line that are about embeddings.
struct LineParts {
  private let record: JSONRecord
  private let file: FilePath
  private let line: Int

  init(_ record: JSONRecord, file: FilePath, line: Int) {
    self.record = record
    self.file = file
    self.line = line
  }

  private func fault(_ fault: EmbeddingFileError.Fault) -> EmbeddingFileError {
    EmbeddingFileError(file: file, place: .line(line), fault)
  }

  private func member(_ key: String) -> JSONMember? { record.first(of: [key])?.value }

  /// Whether the line is of many texts, with a list for each output.
  var areLists: Bool {
    if case .array? = member("lexical_weights") { return true }
    return depth("dense_vecs") > 1 || depth("colbert_vecs") > 2
  }

  /// How many arrays the member under a key begins with.
  private func depth(_ key: String) -> Int {
    guard case .array(let bytes)? = member(key) else { return 0 }
    return bytes.lazy.filter { !Fields.isSpace($0) }.prefix { $0 == UInt8(ascii: "[") }.count
  }

  /// The row of a line that is of one text.
  func row() throws(EmbeddingFileError) -> EmbeddingRow {
    var row = EmbeddingRow(place: .line(line))
    row.dense = try member("dense_vecs").map { value throws(EmbeddingFileError) in
      try dense(value)
    }
    row.lexicalWeights = try member("lexical_weights").map { value throws(EmbeddingFileError) in
      try lexicalWeights(value)
    }
    row.tokens = try member("colbert_vecs").map { value throws(EmbeddingFileError) in
      try tokens(value)
    }
    if let seen = try integer("tokens_seen"), let used = try integer("tokens_used") {
      row.tokenCounts = (seen, used)
    }
    row.passage = try passage()
    return row
  }

  /// The rows of a line that is of many texts.
  func rows() throws -> [EmbeddingRow] {
    func list<Value>(
      _ key: String, _ value: (JSONMember) throws(EmbeddingFileError) -> Value
    ) throws -> [Value]? {
      guard let member = member(key) else { return nil }
      guard let elements = member.elements else {
        throw fault(.wrongType(key: key, expected: "a list with an entry for each text"))
      }
      return try elements.map(value)
    }
    let vectors = try list("dense_vecs", dense)
    let weights = try list("lexical_weights", lexicalWeights)
    let tokens = try list("colbert_vecs", tokens)
    let counts = [
      ("dense_vecs", vectors?.count), ("lexical_weights", weights?.count),
      ("colbert_vecs", tokens?.count),
    ].compactMap { name, count in count.map { (name, $0) } }
    let count = counts.first?.1 ?? 0
    if let other = counts.first(where: { $0.1 != count }) {
      throw fault(.counts(name: other.0, found: other.1, expected: count))
    }
    return (0..<count).map { place in
      var row = EmbeddingRow(place: .row(place + 1))
      row.dense = vectors?[place]
      row.lexicalWeights = weights?[place]
      row.tokens = tokens?[place]
      return row
    }
  }

  private func dense(_ member: JSONMember) throws(EmbeddingFileError) -> [Float] {
    guard let numbers = member.floats else {
      throw fault(.wrongType(key: "dense_vecs", expected: "an array of numbers"))
    }
    return numbers
  }

  private func lexicalWeights(_ member: JSONMember) throws(EmbeddingFileError) -> LexicalWeights {
    guard let members = member.members else {
      throw fault(.wrongType(key: "lexical_weights", expected: "an object of weights by token ids"))
    }
    do throws(EmbeddingFileError.Fault) {
      return try LexicalWeights(members: members)
    } catch {
      throw fault(error)
    }
  }

  private func tokens(
    _ member: JSONMember
  ) throws(EmbeddingFileError) -> (values: [Float], dimension: Int) {
    let wrong = fault(
      .wrongType(key: "colbert_vecs", expected: "an array of arrays of numbers, all of one length"))
    guard let rows = member.elements else { throw wrong }
    var (values, dimension) = ([Float](), 0)
    for (place, row) in rows.enumerated() {
      guard let numbers = row.floats else { throw wrong }
      if place == 0 { dimension = numbers.count }
      guard numbers.count == dimension, dimension > 0 else { throw wrong }
      values += numbers
    }
    return (values, dimension)
  }

  private func integer(_ key: String) throws(EmbeddingFileError) -> Int? {
    guard let member = member(key) else { return nil }
    guard let number = member.integer, number >= 0 else {
      throw fault(.wrongType(key: key, expected: "a whole number of zero or more"))
    }
    return number
  }

  private func passage() throws(EmbeddingFileError) -> EmbeddingRow.Passage? {
    guard let place = try integer("passage_index"), let count = try integer("passage_count") else {
      return nil
    }
    guard let ends = member("range")?.elements, ends.count == 2, let first = ends[0].integer,
      let last = ends[1].integer, 0 <= first, first <= last
    else { throw fault(.wrongType(key: "range", expected: "two rising whole numbers")) }
    return EmbeddingRow.Passage(place: place, count: count, range: first..<last)
  }
}
