public import Trefoil
internal import TrefoilFiles

/// A document as an index keeps it.
public struct IndexedDocument: Equatable, Sendable {
  /// The name by which it is found, replaced and deleted; not empty.
  public let id: Identifier
  /// The title, which stands before each passage of the text; empty if there is none.
  public let title: String
  /// The text below the title.
  public let text: String
  /// What its source says of it in addition.
  public let metadata: Metadata

  /// Puts a document together.
  public init(id: Identifier, title: String = "", text: String, metadata: Metadata = .none) {
    self.id = id
    self.title = title
    self.text = text
    self.metadata = metadata
  }

  /// Whether a part that SQLite keeps as a text holds a character at which it would end.
  var holdsNull: Bool {
    [id.text, title, text].contains { $0.utf8.contains(0) }
  }

  /// What is the same as long as the document is.
  var fingerprint: Fingerprint {
    var builder = Fingerprint.Builder()
    for part in [id.text, title, text, metadata.json] { builder.update(text: part) }
    return builder.fingerprint
  }
}
