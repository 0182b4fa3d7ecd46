public import Trefoil

/// A text with an id: a document of a collection, or a query of a data set.
public struct Document: Equatable, Codable, Sendable {
  /// The name by which judgements and runs know it; not empty.
  public let id: Identifier
  /// The title; empty for a query, and for a document that has none.
  public let title: String
  /// The text below the title.
  public let text: String
  /// What its source says of it in addition: strings, numbers and truth values, as strings.
  public let metadata: [String: String]

  /// Puts a document together.
  public init(
    id: Identifier, title: String = "", text: String, metadata: [String: String] = [:]
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.metadata = metadata
  }

  /// What a model is given: title and text with a space between, as BEIR joins them.
  public var content: String { Self.content(title: title, text: text) }

  /// Title and text with a space between, as BEIR joins them.
  package static func content(title: String, text: String) -> String {
    title.isEmpty ? text : text.isEmpty ? title : title + " " + text
  }
}
