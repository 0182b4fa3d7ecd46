internal import Trefoil

/// What a file says of one text, or of one passage of a document, before any of it is checked against
/// an index.
struct EmbeddingRow {
  /// Where it stands.
  var place = EmbeddingFileError.Place.whole
  /// What the file calls the text; nil if it does not say.
  var id: String?
  /// The document; nil where it is elsewhere, or stands in an earlier row.
  var document: IndexedDocument?
  /// The fingerprint of the model; nil if the file does not say.
  var model: String?
  /// Where the passage lies in its document; nil where the text is one passage.
  var passage: Passage?
  var dense: [Float]?
  var lexicalWeights: LexicalWeights?
  /// The token vectors' numbers, and how many a row has.
  var tokens: (values: [Float], dimension: Int)?
  /// The tokens before any cut and those that were read; nil if the file does not say.
  var tokenCounts: (seen: Int, used: Int)?

  /// A passage's place.
  struct Passage: Equatable {
    /// Its place among the document's, from 0.
    let place: Int
    /// The number of the document's passages.
    let count: Int
    /// The bytes of the document's text that it covers.
    let range: Range<Int>
  }
}

/// Rows of a file, one after the other.
protocol EmbeddingRows: AnyObject {
  /// The file that errors name.
  var file: FilePath { get }
  /// The share that is read, in `0...1`; nil if the whole is not known.
  var fraction: Double? { get }
  /// The next row; nil at the end.
  func next() throws -> EmbeddingRow?
}
