internal import GRDB
internal import SystemPackage
internal import Trefoil

/// Brings a new index to the documents of an old one, a page at a time.
struct ReencodingWork {
  let old: Index
  let new: Index
  let progress: (@Sendable (ReencodingProgress) -> Void)?
  /// What was done so far.
  private(set) var result = IndexReencoding()

  /// The documents that are compared at once.
  private static let marks = 1_024
  /// The documents, and about the bytes of their texts, that are encoded in one go: as many as a commit
  /// has, so that an interruption costs little.
  private static let (pageDocuments, pageBytes) = (256, 1 << 18)

  init(from old: Index, to new: Index, progress: (@Sendable (ReencodingProgress) -> Void)?) {
    self.old = old
    self.new = new
    self.progress = progress
  }

  /// Encodes the documents that the new index lacks, and removes those that the old one lacks.
  ///
  /// - Returns: The old index's commit from which on it may have changed again.
  mutating func catchUp() async throws -> Int64 {
    let generation = try await old.generation()
    try await removeUnknown()
    let total = try await old.catalog.read { try $0.counts().documents }
    var (last, done) = (Int64(0), 0)
    while true {
      let start = last
      let marks = try await old.catalog.read { try $0.marks(after: start, limit: Self.marks) }
      guard let end = marks.last?.number else { return generation }
      last = end
      let lacking = try await new.catalog.read { try $0.lacking(marks) }
      done += marks.count - lacking.count
      try await encode(lacking, &done, total)
    }
  }

  private mutating func encode(
    _ marks: [DocumentMark], _ done: inout Int, _ total: Int
  ) async throws {
    var rest = marks[...]
    while !rest.isEmpty {
      try Task.checkCancellation()
      let wanted = rest.prefix(Self.pageDocuments)
      let documents = try await old.catalog.read { database in
        var (documents, bytes) = ([IndexedDocument?](), 0)
        for mark in wanted where bytes < Self.pageBytes {
          // One that is gone by now is gone from the new index after the next comparison.
          let document = try database.document(number: mark.number)
          documents.append(document)
          bytes += document.map { $0.title.utf8.count + $0.text.utf8.count } ?? 0
        }
        return documents
      }
      rest = rest.dropFirst(documents.count)
      let (before, progress, tokens) = (done, progress, result.tokens)
      let count = documents.count
      let changes = try await new.add(documents.compactMap(\.self)) { step in
        let documents = Double(before) + step.fraction * Double(count)
        progress?(
          ReencodingProgress(
            documents: Int(documents), total: total, tokens: tokens + step.tokensDone,
            fraction: min(1, documents / Double(max(1, total)))))
      }
      done += count
      result.passages += changes.passages
      result.tokens += changes.tokens
      result.truncated += changes.truncated
    }
  }

  private func removeUnknown() async throws {
    var last = Int64(0)
    while true {
      let start = last
      let marks = try await new.catalog.read { try $0.marks(after: start, limit: Self.marks) }
      guard let end = marks.last?.number else { return }
      last = end
      let unknown = try await old.catalog.read { try $0.unknown(marks) }
      if !unknown.isEmpty { try await new.remove(unknown.map { Identifier($0.id) }) }
    }
  }
}

extension Index {
  /// The number of its last commit.
  func generation() async throws -> Int64 {
    try await catalog.read { try $0.generation() }
  }
}
