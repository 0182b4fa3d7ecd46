internal import Trefoil

/// Documents that are committed together, cut into passages.
struct IndexBatch: Sendable {
  /// Each document, and the bytes of its text that each of its passages covers.
  private(set) var documents: [(document: IndexedDocument, passages: [Range<Int>])] = []
  /// The tokens of all passages that are to be encoded, in order.
  private(set) var passages: [TokenizedText] = []

  /// The number of passages.
  var passageCount: Int { passages.count }

  /// Adds a document.
  mutating func append(_ document: IndexedDocument, _ cut: [DocumentPassage]) {
    documents.append((document, cut.map(\.range)))
    passages += cut.map(\.tokens)
  }

  /// Adds a document whose passages' embeddings are known.
  mutating func append(_ document: EmbeddedDocument) {
    documents.append((document.document, document.passages.map(\.range)))
  }

  /// Makes each document one passage, whose embedding is that of all that it had.
  ///
  /// - Parameters: `embeddings`, one for each passage so far.
  /// - Returns: one for each document.
  mutating func pool(_ embeddings: [Embedding]) -> [Embedding] {
    var rest = embeddings[...]
    let pooled = documents.map { _, passages in
      let own = Array(rest.prefix(passages.count))
      rest = rest.dropFirst(passages.count)
      return Embedding(windows: own)
    }
    documents = documents.map { document, _ in (document, [0..<document.text.utf8.count]) }
    return pooled
  }

  /// The id of the document of a passage.
  func owner(of passage: Int) -> Identifier {
    var rest = passage
    for (document, passages) in documents {
      guard rest >= passages.count else { return document.id }
      rest -= passages.count
    }
    preconditionFailure("passage \(passage) of \(passages.count)")
  }
}
