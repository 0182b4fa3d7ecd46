internal import TrefoilFormats

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A line of a JSONL file of texts, BEIR's `_id` and `title` included.
struct JSONRecord: Decodable {
  /// What the line calls its text.
  let id: String?
  /// The text; after its title and a space, if it has one, as BEIR joins them.
  let text: String

  private enum Key: String, CodingKey {
    case id, _id, title, text
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id =
      try container.decodeIfPresent(JSONIdentifier.self, forKey: .id)?.value
      ?? container.decodeIfPresent(JSONIdentifier.self, forKey: ._id)?.value
    let body = try container.decode(String.self, forKey: .text)
    let title = try container.decodeIfPresent(String.self, forKey: .title) ?? ""
    text = title.isEmpty ? body : title + " " + body
  }
}

/// Decodes a line of JSON.
///
/// - Throws: `LineProblem` that says what the line lacks.
func decodeLine<Value: Decodable>(_ type: Value.Type, _ line: String) throws(LineProblem) -> Value {
  do {
    return try JSONDecoder().decode(type, from: Data(line.utf8))
  } catch let error as DecodingError {
    throw LineProblem(error)
  } catch {
    throw .notJSON(reason: "\(error)")
  }
}

extension LineProblem {
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, _):
      self = .missingKey(key.stringValue)
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      guard let key = context.codingPath.last?.stringValue else {
        self = .notJSON(reason: "it is another kind of JSON value")
        return
      }
      self = .wrongType(key: key, expected: Self.name(of: type))
    case .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      self = .notJSON(reason: path.isEmpty ? "it does not parse" : "“\(path)” does not parse")
    @unknown default:
      self = .notJSON(reason: "it does not parse")
    }
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is JSONIdentifier.Type: "a string or a whole number"
    case is [Any].Type: "an array"
    case is [String: Any].Type: "an object"
    default: "a \(type)"
    }
  }
}
