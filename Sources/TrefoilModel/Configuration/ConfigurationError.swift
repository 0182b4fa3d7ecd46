public import SystemPackage
public import TrefoilErrors
public import TrefoilFiles

/// What can be wrong with a model's configuration files.
public enum ConfigurationError: TrefoilError {
  /// The file is not there or can't be read.
  case unreadable(FilePath)
  /// A link leads to nothing, or Git LFS's pointer is in the file's place.
  case file(FileError)
  /// The file is no JSON, or a key is missing or of another type; `reason` says which.
  case malformed(file: FilePath, reason: String)
  /// The file asks for something that is read nowhere here.
  case unsupported(file: FilePath, key: String, found: String, supported: String)
  /// A size is below or above what any model has.
  case outOfRange(file: FilePath, key: String, found: Int, range: ClosedRange<Int>)
  /// The heads do not divide the hidden size.
  case unevenHeads(file: FilePath, hidden: Int, heads: Int)

  /// Whose turn it is.
  public var kind: ErrorKind { .modelUnavailable }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let path):
      "“\(path)” is missing or can't be read. A model directory needs it; download it beside the"
        + " weights."
    case .file(let error):
      error.description
    case .malformed(let file, let reason):
      "“\(file)” can't be understood: \(reason). Correct the file, or download it again if it"
        + " came with the model."
    case .unsupported(let file, let key, let found, let supported):
      "“\(file)” has “\(key)”: “\(found)”, but only \(supported) can be run."
    case .outOfRange(let file, let key, let found, let range):
      "“\(file)” has “\(key)”: \(found), but it must lie from \(range.lowerBound) to"
        + " \(range.upperBound)."
    case .unevenHeads(let file, let hidden, let heads):
      "“\(file)” has \(heads) attention heads, which do not divide the hidden size \(hidden)."
    }
  }
}
