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

  /// The format of files whose names end so; gzip's for an unknown ending.
  package init(ending: String) {
    self = Self.allCases.first { $0.endings.contains(ending) } ?? .gzip
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
    switch self {
    case .gzip: "gzip -dc \(path)"
    case .zstd: "zstd -dc \(path)"
    case .bzip2: "bzip2 -dc \(path)"
    case .xz: "xz -dc \(path)"
    case .zip: "unzip -p \(path)"
    case .parquet: "duckdb -jsonlines -c \"from '\(path)'\""
    }
  }
}
