internal import ArgumentParser

/// How `encode` lays out its results.
package enum OutputFormat: String, CaseIterable, Sendable {
  /// A JSON object a line.
  case jsonl
  /// Every output, as tensors.
  case safetensors
  /// The dense vectors alone, as a NumPy array.
  case npy

  /// The layout that a file's extension tells; nil if it tells none.
  package init?(name: String) {
    let file = name.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return nil }
    switch file[file.index(after: dot)...].lowercased() {
    case "jsonl", "ndjson", "json": self = .jsonl
    case "safetensors": self = .safetensors
    case "npy": self = .npy
    default: return nil
    }
  }
}

extension OutputFormat: ExpressibleByArgument {}
