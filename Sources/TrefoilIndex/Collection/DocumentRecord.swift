package import TrefoilFiles

/// A line of a JSONL file of texts: an id, a text, and perhaps `title` and `metadata`.
///
/// Data sets name the same things differently. Of the keys that mean one thing, the first in
/// `idKeys` or `textKeys` that is there counts, in every file that is read.
package struct DocumentRecord: Sendable {
  /// The keys of an id.
  package static let idKeys = ["_id", "id", "docid", "doc_id", "pid", "query_id", "qid"]
  /// The keys of a text; the last is for queries.
  package static let textKeys = ["text", "contents", "passage", "body", "query"]

  /// What the line calls its text; nil if it does not say.
  package let id: String?
  /// The title; empty if there is none.
  package let title: String
  /// The text below the title; nil if the line has none, as one that names a text from elsewhere.
  package let text: String?
  /// The metadata that are strings, numbers or truth values; nil if the line's are no object, which
  /// is no matter to whoever wants the text alone.
  package let metadata: [String: String]?
  /// The metadata as they stand there, if they are an object; nil otherwise.
  package let metadataJSON: String?

  /// Whether there are metadata that are no object.
  package let hasOtherMetadata: Bool

  /// Reads a record.
  ///
  /// - Parameters: `idKeys`, where not all keys of ids may be its own.
  /// - Throws: `TextFault`.
  package init(
    _ record: JSONRecord, idKeys: [String] = DocumentRecord.idKeys
  ) throws(LineFault) {
    id = try record.identifier(idKeys)
    title = try record.string(["title"]) ?? ""
    text = try record.string(Self.textKeys)
    metadata = try record.strings("metadata")
    metadataJSON = record.object("metadata")
    hasOtherMetadata = metadataJSON == nil && record.has("metadata")
  }

  /// The record as a text with an id; one that has a title may lack a text.
  ///
  /// - Throws: `TextFault.missingKey` if it has neither.
  package func document(id: String) throws(LineFault) -> Document {
    guard let text = text ?? (title.isEmpty ? nil : "") else {
      throw LineFault(TextFault.missingKey("text"))
    }
    return Document(id: Identifier(id), title: title, text: text, metadata: metadata ?? [:])
  }
}
