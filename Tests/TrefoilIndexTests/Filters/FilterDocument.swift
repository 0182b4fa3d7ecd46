import Trefoil
import TrefoilFiles
import TrefoilIndex

/// A document as a filter sees it.
struct FilterDocument {
  let id: String
  let title: String
  /// The metadata as JSON.
  let json: String
  private let metadata: Result<JSONContent, JSONFault>

  init(_ id: String, title: String = "", _ json: String) {
    self.id = id
    self.title = title
    self.json = json
    metadata = Result { () throws(JSONFault) in try JSONReader.content(Array(json.utf8)) }
  }

  /// Whether the plain twin of the filter's SQL wants the document.
  func matches(_ filter: Filter) throws -> Bool {
    filter.matches(id: Identifier(id), title: title, metadata: try metadata.get())
  }
}

/// The ids that a filter's SQL finds, once its twin has found the same.
func wanted(_ filter: String, among documents: [FilterDocument]) throws -> [String] {
  let filter = try Filter(filter)
  let found = try FilterDatabase(documents).ids(filter)
  let twin = try documents.filter { try $0.matches(filter) }.map(\.id)
  guard found == twin else { throw TwinsDiffer(filter: filter, sql: found, twin: twin) }
  return found
}

/// What a filter's SQL finds, and its twin, which should be the same.
struct TwinsDiffer: Error {
  let filter: Filter
  let sql: [String]
  let twin: [String]
}
