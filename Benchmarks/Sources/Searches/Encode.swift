import Foundation
import SystemPackage
import Trefoil
import TrefoilCore
import TrefoilEvaluation
import TrefoilIndex

/// `encode FOLDER --data SET --model M --cache FOLDER [--split test] [--cut 512] [--limit N]
/// [--every N --by KEY]`: a data set's embeddings, texts and ids.
///
/// A document that is cut into passages has several rows with its id.
func encode(_ arguments: Arguments) async throws {
  let folder = arguments.url(try arguments.place(0, "FOLDER"))
  let set = try dataset(arguments)
  let encoder = CollectionEncoder(
    embedder: try arguments.embedder(),
    cache: try EmbeddingCache(directory: FilePath(try arguments.required("cache"))))
  let length = min(512, encoder.embedder.maxLength)
  let rows = try passages(of: set, arguments, encoder.embedder)
  let encoded = try await encoder.encode(
    rows.map(\.text), options: CollectionOptions(role: .passage, maxLength: length),
    progress: { note("passages", $0) })
  let passagesFolder = folder.appendingPathComponent("passages")
  try write(encoded, rows.map(\.text), ids: rows.map(\.owner), to: passagesFolder)
  let queries = try await encoder.encode(
    set.queries, options: CollectionOptions(role: .query, maxLength: length),
    progress: { note("queries", $0) })
  let queriesFolder = folder.appendingPathComponent("queries")
  try write(queries, set.queries, ids: set.queries.map(\.id), to: queriesFolder)
  let grades = set.judgements.grades.map { query, grades in
    (query.text, Dictionary(uniqueKeysWithValues: grades.map { ($0.key.text, $0.value) }))
  }
  try JSONEncoder().encode(Dictionary(uniqueKeysWithValues: grades))
    .write(to: folder.appendingPathComponent("judgements.json"))
  try answer(["passages": rows.count, "queries": set.queries.count])
}

/// The texts that have rows of their own, and the documents that they are of.
private func passages(
  of set: Dataset, _ arguments: Arguments, _ embedder: Embedder
) throws -> [(text: Document, owner: Identifier)] {
  guard arguments.text("cut") != nil else { return set.passages.map { ($0, $0.id) } }
  let cutter = try PassageCutter(
    embedder, options: PassageOptions(tokens: try arguments.number("cut")))
  return try set.passages.flatMap { document in
    try cutter.cut(title: document.title, text: document.text).enumerated().map {
      (Document(id: "\(document.id)#\($0.offset)", text: $0.element.text), document.id)
    }
  }
}

private func note(_ kind: String, _ progress: CollectionProgress) {
  let text = "\r\(kind): \(Int(progress.fraction * 100)) % "
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// The data set, cut down to what was asked for.
private func dataset(_ arguments: Arguments) throws -> Dataset {
  var set = try Dataset(
    directory: FilePath(try arguments.required("data")), split: arguments.text("split") ?? "test")
  if let key = arguments.text("by") { set = set.every(try arguments.number("every"), within: key) }
  let limit = try arguments.number("limit", .max)
  guard limit < set.passages.count else { return set }
  // Those that are judged come first, so that the measure means something.
  let judged = Set(set.judgements.grades.values.flatMap(\.keys))
  let others = set.passages.map(\.id).filter { !judged.contains($0) }
  let kept = judged.union(others.prefix(max(0, limit - judged.count)))
  return set.keeping(passages: { kept.contains($0.id) })
}

private func write(
  _ collection: EmbeddedCollection, _ texts: [Document], ids: [Identifier], to folder: URL
) throws {
  var writer: VectorSetWriter?
  for place in collection.segments.indices {
    let segment = try collection.segment(place)
    let own =
      try writer
      ?? VectorSetWriter(
        folder, dimension: segment.denseDimension, tokenDimension: segment.colbertDimension)
    writer = own
    for unit in 0..<segment.unitCount { try own.append(segment.embedding(unit)) }
  }
  try writer?.finish()
  try JSONEncoder().encode(ids.map(\.text)).write(to: folder.appendingPathComponent("ids.json"))
  try JSONEncoder().encode(texts.map(\.content))
    .write(to: folder.appendingPathComponent("texts.json"))
}

extension EmbeddingSegment {
  /// The embedding of a unit.
  fileprivate func embedding(_ unit: Int) throws -> Embedding {
    let range = sparseRange(unit)
    let weights = LexicalWeights(
      tokenIDs: Array(sparseTokens[range]), weights: Array(sparseWeights[range]))
    guard let weights else { throw SearchesError("A text's lexical weights are out of order.") }
    return Embedding(
      dense: denseVector(unit), lexicalWeights: weights,
      tokenVectors: tokenVectors(unit),
      tokenCounts: TokenCounts(seen: Int(tokensSeen[unit]), used: Int(tokensUsed[unit])))
  }
}
