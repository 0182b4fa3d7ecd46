internal import TrefoilIndex

/// In which columns of a TSV file, whose first line names them, the parts of a text stand.
///
/// Fields that are quoted as in CSV are unquoted, as in the passages of DPR (`psgs_w100.tsv`).
struct TextColumns: Equatable {
  private let id: Int
  private let text: Int
  private let title: Int?

  /// The columns that a line of names tells, by the keys of JSONL; nil if it names no id or no text.
  init?(names: [String]) {
    let names = names.map { Self.unquoted($0).lowercased() }
    func column(_ keys: [String]) -> Int? {
      keys.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    guard let id = column(DocumentRecord.idKeys), let text = column(DocumentRecord.textKeys) else {
      return nil
    }
    self.id = id
    self.text = text
    title = column(["title"])
  }

  /// The document of a line; nil if it has too few fields.
  func document(_ fields: [String]) -> Document? {
    guard max(id, text, title ?? 0) < fields.count else { return nil }
    return Document(
      id: .init(Self.unquoted(fields[id])), title: title.map { Self.unquoted(fields[$0]) } ?? "",
      text: Self.unquoted(fields[text]))
  }

  private static func unquoted(_ field: String) -> String {
    guard field.utf8.count >= 2, field.utf8.first == UInt8(ascii: "\""),
      field.utf8.last == UInt8(ascii: "\"")
    else { return field }
    let inside = field.dropFirst().dropLast()
    let pairs = inside.replacing("\"\"", with: "")
    return pairs.contains("\"") ? field : String(inside.replacing("\"\"", with: "\""))
  }
}
