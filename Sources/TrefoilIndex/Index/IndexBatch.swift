internal import Trefoil

/// Documents that are committed together, cut into passages.
struct IndexBatch: Sendable {
  /// Each document, and the bytes of its text that each of its passages covers.
  private(set) var documents: [(document: IndexedDocument, passages: [Range<Int>])] = []
  /// The tokens of all passages, in order.
  private(set) var passages: [TokenizedText] = []

  /// The number of passages.
  var passageCount: Int { passages.count }

  /// Adds a document.
  mutating func append(_ document: IndexedDocument, _ cut: [CutPassage]) {
    documents.append((document, cut.map(\.range)))
    passages += cut.map(\.tokens)
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

/// A passage of a document.
struct CutPassage: Equatable, Sendable {
  /// The bytes of the document's text that it covers, in UTF-8.
  let range: Range<Int>
  /// Its tokens, those of the instruction and the title first.
  let tokens: TokenizedText
}

/// Cuts documents into passages.
struct DocumentCutter {
  private let windows: WindowCutter

  init(_ embedder: Embedder, _ configuration: IndexConfiguration) throws {
    windows = try WindowCutter(
      embedder.tokenizer, instruction: embedder.instructions.passage.text,
      windows: PassageWindows(
        length: configuration.passageTokens, overlap: configuration.overlap, pooling: .max))
  }

  /// The passages of a document; one at least.
  func cut(_ document: IndexedDocument) throws -> [CutPassage] {
    try windows.cut(title: document.title, text: document.text).map {
      CutPassage(range: 0..<document.text.utf8.count, tokens: $0.tokens)
    }
  }
}
