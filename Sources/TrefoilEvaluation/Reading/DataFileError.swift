public import struct SystemPackage.FilePath

/// Why a file of texts, judgements or ranked passages can't be read.
public enum DataFileError: Error, Equatable, Sendable {
  /// The system gives no access; `reason` is its own word.
  case unreadable(path: FilePath, reason: String)
  /// A line, counted from 1, can't be used.
  case badLine(path: FilePath, line: Int, fault: LineFault)
}

extension DataFileError: CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "Can't read “\(path)”: \(reason). Check the path and its permissions."
    case .badLine(let path, let line, let fault):
      "\(path), line \(line): \(fault)."
    }
  }
}
