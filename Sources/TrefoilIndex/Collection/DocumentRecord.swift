internal import TrefoilFormats

/// A line of a JSONL file of texts, as BEIR lays them out and as Trefoil does: `text`, and perhaps
/// `_id` or `id`, `title` and `metadata`.
package struct DocumentRecord: Decodable, Sendable {
  /// What the line calls its text: `_id` where it has one, else `id`; nil without either.
  package let id: String?
  /// The title; empty if there is none.
  package let title: String
  /// The text below the title.
  package let text: String
  /// The metadata that are strings, numbers or truth values; nil if the line's are no object, which
  /// is no matter to whoever wants the text alone.
  package let metadata: [String: String]?

  private enum Key: String, CodingKey {
    case _id, id, title, text, metadata
  }

  /// Reads a record.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id =
      try container.decodeIfPresent(JSONIdentifier.self, forKey: ._id)?.value
      ?? container.decodeIfPresent(JSONIdentifier.self, forKey: .id)?.value
    title = try container.decodeIfPresent(String.self, forKey: .title) ?? ""
    text = try container.decode(String.self, forKey: .text)
    let hasMetadata =
      container.contains(.metadata) && (try? container.decodeNil(forKey: .metadata)) != true
    let values = try? container.decode([String: MetadataValue].self, forKey: .metadata)
    metadata = hasMetadata ? values?.compactMapValues(\.text) : [:]
  }
}

/// A value of a text's metadata.
private struct MetadataValue: Decodable {
  /// What reports and filters see of it; nil for null, an array or an object.
  let text: String?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(String.self) {
      text = value
    } else if let value = try? container.decode(Bool.self) {
      text = String(value)
    } else if let value = try? container.decode(Int.self) {
      text = String(value)
    } else if let value = try? container.decode(Double.self) {
      text = String(value)
    } else {
      text = nil
    }
  }
}
