internal import SystemPackage
internal import Trefoil
internal import TrefoilFiles

/// Puts rows of embeddings and documents together, and checks them against an index.
struct EmbeddingImport {
  private let configuration: IndexConfiguration
  private let documents: DocumentLines?
  private var seen = SeenIDs()
  /// The document whose passages are being read.
  private var document: IndexedDocument?
  private var passages: [EmbeddedPassage] = []
  /// The passages that the document says to have.
  private var expected = 0

  /// Rows for an index, with their documents in files of their own, if there are any.
  init(_ configuration: IndexConfiguration, documents: DocumentLines?) {
    self.configuration = configuration
    self.documents = documents
  }

  /// Takes a row; gives the document whose last passage it is, if it is one's.
  ///
  /// - Throws: `EmbeddingFileError`, which names the row; `LineError` for a line of documents.
  mutating func take(_ row: EmbeddingRow, of file: FilePath) throws -> EmbeddedDocument? {
    func error(_ fault: EmbeddingFileError.Fault) -> EmbeddingFileError {
      EmbeddingFileError(file: file, place: row.place, fault)
    }
    if let model = row.model, model != configuration.modelFingerprint { throw error(.otherModel) }
    let place = row.passage?.place ?? 0
    if place == 0 {
      try requireWhole(file, row.place)
      try begin(row, file)
    }
    guard let document else { throw error(.noDocument) }
    guard place == passages.count, row.passage?.count ?? 1 == expected,
      place == 0 || row.id.map({ Identifier($0) == document.id }) ?? true
    else { throw error(.passages(id: document.id, found: passages.count, expected: expected)) }
    let size = document.text.utf8.count
    let range = row.passage?.range ?? 0..<size
    guard range.upperBound <= size, document.text.hasCharacters(at: range) else {
      throw error(.range(range, bytes: size))
    }
    do throws(EmbeddingFileError.Fault) {
      passages.append(
        EmbeddedPassage(range: range, embedding: try row.embedding(configuration)))
    } catch let fault {
      throw error(fault)
    }
    guard passages.count == expected else { return nil }
    defer { (self.document, passages) = (nil, []) }
    return EmbeddedDocument(document: document, passages: passages)
  }

  /// Checks that nothing is left over behind the last row.
  mutating func finish(_ file: FilePath) throws {
    try requireWhole(file, .whole)
    if let documents, let next = try documents.next() {
      throw EmbeddingFileError(
        file: documents.name, place: documents.place, .moreDocuments(id: next.id))
    }
  }

  private func requireWhole(
    _ file: FilePath, _ place: EmbeddingFileError.Place
  ) throws(EmbeddingFileError) {
    guard let document else { return }
    throw EmbeddingFileError(
      file: file, place: place,
      .passages(id: document.id, found: passages.count, expected: expected))
  }

  private mutating func begin(_ row: EmbeddingRow, _ file: FilePath) throws {
    func error(_ fault: EmbeddingFileError.Fault) -> EmbeddingFileError {
      EmbeddingFileError(file: file, place: row.place, fault)
    }
    let found: IndexedDocument
    if let documents {
      guard let next = try documents.next() else {
        throw error(.fewerDocuments(documents.count))
      }
      if let id = row.id, Identifier(id) != next.id { throw error(.otherID(id, document: next.id)) }
      found = next
    } else {
      guard let own = row.document else { throw error(.noDocument) }
      found = own
    }
    let number = documents.map { ($0.name, $0.place) } ?? (file, row.place)
    if let first = seen.firstPlace(of: found.id, at: number.1.number) {
      throw EmbeddingFileError(
        file: number.0, place: number.1, .repeatedID(found.id, first: first))
    }
    document = found
    passages = []
    expected = max(1, row.passage?.count ?? 1)
  }
}

extension EmbeddingFileError.Place {
  /// The row's or the line's number.
  fileprivate var number: Int {
    switch self {
    case .whole: 0
    case .row(let number), .line(let number): number
    }
  }
}

extension String {
  /// Whether characters' bytes begin at both ends of a range of bytes inside the text.
  fileprivate func hasCharacters(at range: Range<Int>) -> Bool {
    [range.lowerBound, range.upperBound].allSatisfy { place in
      let index = utf8.index(utf8.startIndex, offsetBy: place)
      return index == utf8.endIndex || utf8[index] & 0xC0 != 0x80
    }
  }
}
