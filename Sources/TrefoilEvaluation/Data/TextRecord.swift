internal import TrefoilFormats

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A line of BEIR's `corpus.jsonl` or `queries.jsonl`.
struct TextRecord: Decodable {
  /// The text; its metadata is that which is a string, a number or a truth value.
  let text: EvaluationText

  private enum Key: String, CodingKey {
    case _id, id, title, text, metadata
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let key = container.contains(._id) || !container.contains(.id) ? Key._id : .id
    let metadata = try container.decodeIfPresent([String: MetadataValue].self, forKey: .metadata)
    text = EvaluationText(
      id: try container.decode(JSONIdentifier.self, forKey: key).value,
      title: try container.decodeIfPresent(String.self, forKey: .title) ?? "",
      text: try container.decode(String.self, forKey: .text),
      metadata: metadata?.compactMapValues(\.text) ?? [:])
  }

  /// Reads a line.
  static func parse(
    _ line: ArraySlice<UInt8>, _ decoder: JSONDecoder
  ) throws(LineFault) -> EvaluationText {
    let content = try Fields.text(line)
    let record: TextRecord
    do {
      record = try decoder.decode(TextRecord.self, from: Data(content.utf8))
    } catch let error as DecodingError {
      throw LineFault(error)
    } catch {
      throw .notJSON
    }
    guard !record.text.id.isEmpty else { throw .emptyID }
    return record.text
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

extension LineFault {
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, _):
      self = .missingField(key.stringValue)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      guard let key = context.codingPath.last?.stringValue else {
        self = .notJSON
        return
      }
      let isObject = type is [String: Any].Type || type is [String: MetadataValue].Type
      self = .wrongType(field: key, expected: isObject ? "an object" : "a string")
    case .dataCorrupted:
      self = .notJSON
    @unknown default:
      self = .notJSON
    }
  }
}
