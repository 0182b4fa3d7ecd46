public import TrefoilErrors

/// What can be wrong with windows.
public enum WindowError: TrefoilError {
  /// A window holds too few tokens.
  case tooShort(length: Int, shortest: Int)
  /// Neighbours share a negative number of tokens, or so many that windows hardly advance.
  case overlapOutOfRange(overlap: Int, length: Int)
  /// A window is longer than the texts that the model reads.
  case tooLong(length: Int, limit: Int)
  /// What stands in every window leaves fewer new tokens than the overlap takes.
  case noRoom(length: Int, taken: Int, overlap: Int)

  /// Whose turn it is.
  public var kind: ErrorKind { .usage }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .tooShort(let length, let shortest):
      "A window of \(length) tokens is too short; take \(shortest) or more."
    case .overlapOutOfRange(let overlap, let length):
      "Windows of \(length) tokens can't share \(overlap); take 0 to \((length - 1) / 2)."
    case .tooLong(let length, let limit):
      "A window of \(length) tokens is longer than what the model reads; take \(limit) or fewer."
    case .noRoom(let length, let taken, let overlap):
      "The model's instruction takes \(taken) of a window's \(length) tokens and the overlap"
        + " \(overlap); take longer windows."
    }
  }
}
