internal import ArgumentParser

/// How a file of texts is laid out.
package enum InputFormat: String, CaseIterable, Sendable {
  /// A text a line; its id is the line's number.
  case text
  /// An id, a tab and a text a line.
  case tsv
  /// A JSON object a line, with `text` and perhaps `id` (or `_id`) and `title`.
  case jsonl

  /// The layout that a file's name tells: by its extension, or `text`.
  package init(name: String) {
    let file = name.split(separator: "/").last ?? ""
    let pieces = file.split(separator: ".", omittingEmptySubsequences: false)
    switch pieces.count > 1 ? pieces.last?.lowercased() : nil {
    case "tsv": self = .tsv
    case "jsonl", "ndjson", "json": self = .jsonl
    default: self = .text
    }
  }
}

extension InputFormat: ExpressibleByArgument {}
