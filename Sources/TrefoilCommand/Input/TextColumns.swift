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
    var inside: [UInt8] = []
    var quotes = 0
    for byte in field.utf8.dropFirst().dropLast() {
      let isQuote = byte == UInt8(ascii: "\"")
      guard isQuote || quotes.isMultiple(of: 2) else { return field }
      if isQuote { quotes += 1 } else { quotes = 0 }
      if !isQuote || quotes.isMultiple(of: 2) { inside.append(byte) }
    }
    return quotes.isMultiple(of: 2) ? String(decoding: inside, as: UTF8.self) : field
  }
}
