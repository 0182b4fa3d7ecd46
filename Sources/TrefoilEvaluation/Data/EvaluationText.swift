/// A query or a passage of a data set.
public struct EvaluationText: Equatable, Sendable {
  /// The name by which judgements and runs know it; not empty.
  public let id: String
  /// The title; empty for a query, and for a passage that has none.
  public let title: String
  /// The text below the title.
  public let text: String
  /// What the data set says of it beside: strings, numbers and truth values, written as strings.
  public let metadata: [String: String]

  /// Puts a text together.
  public init(id: String, title: String = "", text: String, metadata: [String: String] = [:]) {
    self.id = id
    self.title = title
    self.text = text
    self.metadata = metadata
  }

  /// What a model is given: title and text with a space between, as BEIR joins them.
  public var content: String {
    title.isEmpty ? text : text.isEmpty ? title : title + " " + text
  }
}
