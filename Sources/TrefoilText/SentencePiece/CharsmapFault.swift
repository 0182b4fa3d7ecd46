/// What is wrong with a model's table of normalization.
public enum CharsmapFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// The table says that its trie has this many bytes, which is impossible with what is there.
  case trieSize(bytes: Int, available: Int)
  /// The replacements are not valid UTF-8.
  case encoding
  /// A replacement has more bytes than the limit.
  case replacementLength(bytes: Int, limit: Int)

  /// What is wrong, as a clause.
  public var description: String {
    switch self {
    case .trieSize(let bytes, let available):
      "its trie claims \(bytes) bytes of \(available)"
    case .encoding: "its replacements are not valid UTF-8"
    case .replacementLength(let bytes, let limit):
      "a replacement has \(bytes) bytes, but at most \(limit) are possible"
    }
  }
}
