internal import ArgumentParser
internal import TrefoilFiles

/// How a file of texts is laid out.
package enum InputFormat: String, CaseIterable, Sendable {
  /// A text a line; its id is the line's number.
  case text
  /// An id, a tab and a text a line, or the columns that the first line names.
  case tsv
  /// A JSON object a line, or an array of objects, read by `DocumentRecord`'s keys.
  case jsonl

  /// The layout that a file's name tells by its extension; nil if it tells none, as `.txt` and the
  /// name of a pipe do.
  package init?(name: String) {
    let file = name.split(separator: "/").last ?? ""
    let pieces = file.split(separator: ".", omittingEmptySubsequences: false)
    switch pieces.count > 1 ? pieces.last?.lowercased() : nil {
    case "tsv": self = .tsv
    case "jsonl", "ndjson", "json": self = .jsonl
    default: return nil
    }
  }

  /// The layout that a file's first bytes tell: JSON by its brackets, TSV by a tab behind the first
  /// word of each whole line, else text.
  package init(opening: ArraySlice<UInt8>) {
    if Self.beginsJSON(opening) {
      self = .jsonl
    } else {
      self = Self.hasIDs(opening) ? .tsv : .text
    }
  }

  /// Whether bytes begin an object with a key, or an array.
  package static func beginsJSON(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = bytes.drop(while: Fields.isSpace)
    let inside = text.dropFirst().drop(while: Fields.isSpace).first
    switch text.first {
    case UInt8(ascii: "{"): return [UInt8(ascii: "\""), UInt8(ascii: "}"), nil].contains(inside)
    case UInt8(ascii: "["): return [UInt8(ascii: "{"), UInt8(ascii: "]"), nil].contains(inside)
    default: return false
    }
  }

  private static func hasIDs(_ bytes: ArraySlice<UInt8>) -> Bool {
    let newline = UInt8(ascii: "\n")
    var lines = bytes.split(separator: newline)
    if bytes.last != newline && lines.count > 1 { lines.removeLast() }
    let full = lines.filter { !Fields.isBlank($0) }
    return !full.isEmpty
      && full.allSatisfy { line in
        let id = line.prefix { !Fields.isSpace($0) }
        return !id.isEmpty && line.dropFirst(id.count).first == UInt8(ascii: "\t")
      }
  }
}

extension InputFormat: ExpressibleByArgument {}
