import Foundation
import SystemPackage
import Trefoil
import TrefoilCore
import TrefoilEvaluation
import TrefoilIndex

/// `encode FOLDER --data SET --model M [--split test] [--cut 512] [--limit N] [--every N --by KEY]`:
/// a data set's embeddings, texts and ids.
///
/// A document that is cut into passages has several rows with its id.
func encode(_ arguments: Arguments) async throws {
  let folder = arguments.url(try arguments.place(0, "FOLDER"))
  let set = try dataset(arguments)
  let embedder = try arguments.embedder()
  let rows = try passages(of: set, arguments, embedder)
  try await write(
    rows.map(\.text), ids: rows.map(\.owner), role: .passage, embedder,
    to: folder.appendingPathComponent("passages"))
  try await write(
    set.queries, ids: set.queries.map(\.id), role: .query, embedder,
    to: folder.appendingPathComponent("queries"))
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

/// Encodes texts, some hundred at once, and writes what comes out.
private func write(
  _ texts: [Document], ids: [Identifier], role: TextRole, _ embedder: Embedder, to folder: URL
) async throws {
  let chunk = 512
  let options = EncodeOptions(
    outputs: .all, maxLength: min(512, embedder.maxLength), role: role)
  var writer: VectorSetWriter?
  for start in stride(from: 0, to: texts.count, by: chunk) {
    let part = texts[start..<min(start + chunk, texts.count)].map(\.content)
    for embedding in try await embedder.encode(part, options: options) {
      let own =
        try writer
        ?? VectorSetWriter(
          folder, dimension: embedding.dense?.count ?? 0,
          tokenDimension: embedding.tokenVectors?.dimension)
      writer = own
      try own.append(embedding)
    }
    let note = "\(folder.lastPathComponent): \(start + part.count) of \(texts.count)\n"
    try FileHandle.standardError.write(contentsOf: Data(note.utf8))
  }
  try writer?.finish()
  try JSONEncoder().encode(ids.map(\.text)).write(to: folder.appendingPathComponent("ids.json"))
  try JSONEncoder().encode(texts.map(\.content))
    .write(to: folder.appendingPathComponent("texts.json"))
}
