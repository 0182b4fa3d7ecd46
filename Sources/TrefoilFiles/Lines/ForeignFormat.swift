/// A format of files that are not text, told by its first bytes.
public enum ForeignFormat: String, CaseIterable, Sendable {
  /// The formats.
  case gzip, zstd, bzip2, xz, zip, parquet

  /// The format that begins with these bytes; nil for anything else.
  package init?(opening: some Collection<UInt8>) {
    guard let format = Self.allCases.first(where: { opening.starts(with: $0.signature) }) else {
      return nil
    }
    self = format
  }

  /// The format that the ending of a file's name tells; nil for any other ending.
  package static func told(by ending: String) -> ForeignFormat? {
    allCases.first { $0.endings.contains(ending) }
  }

  private var endings: [String] {
    switch self {
    case .gzip: ["gz", "gzip"]
    case .zstd: ["zst", "zstd"]
    case .bzip2: ["bz2"]
    case .xz, .zip, .parquet: [rawValue]
    }
  }

  private var signature: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .bzip2: Array("BZh".utf8)
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .zip: [0x50, 0x4B, 0x03, 0x04]
    case .parquet: Array("PAR1".utf8)
    }
  }

  /// A command that writes such a file's text to standard output.
  package func command(_ path: String) -> String {
    let word = ShellWord.path(path)
    return switch self {
    case .gzip: "gzip -dc \(word)"
    case .zstd: "zstd -dc \(word)"
    case .bzip2: "bzip2 -dc \(word)"
    case .xz: "xz -dc \(word)"
    case .zip: "unzip -p \(word)"
    case .parquet: Self.recordsCommand(path)
    }
  }

  /// A command that writes a table, such as a Parquet or a CSV file, as JSON lines.
  package static func recordsCommand(_ path: String) -> String {
    let name = path.replacing("'", with: "''")
    return "duckdb -jsonlines -c " + ShellWord.inQuotationMarks("from '\(name)'")
  }
}
