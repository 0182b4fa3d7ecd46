internal import TrefoilEvaluation
internal import TrefoilFormats

/// A line of a JSONL file of candidates: one candidate, or a list.
struct CandidateLine: Decodable {
  /// The query's id.
  let query: String
  /// The candidates, of which each has an id and perhaps a text.
  let candidates: [Item]

  struct Item: Decodable {
    let id: String
    let text: String?

    enum Key: String, CodingKey { case id, text }

    init(id: String, text: String?) {
      self.id = id
      self.text = text
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      id = try container.decode(JSONIdentifier.self, forKey: .id).value
      text = try container.decodeIfPresent(String.self, forKey: .text)
    }
  }

  private enum Key: String, CodingKey {
    case query_id, passages
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    query = try container.decode(JSONIdentifier.self, forKey: .query_id).value
    if container.contains(.passages) {
      candidates = try container.decode([Item].self, forKey: .passages)
    } else {
      candidates = [try Item(from: decoder)]
    }
  }

  init(_ line: RunLine) {
    query = line.query
    candidates = [Item(id: line.passage, text: nil)]
  }
}
