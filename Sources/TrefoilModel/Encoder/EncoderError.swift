public import TrefoilErrors

/// What can go wrong in a forward pass over good input.
public enum EncoderError: TrefoilError {
  /// An output of sequence `sequence` of the batch is not a number, or infinite.
  case notFinite(sequence: Int, output: String)

  /// Whose turn it is.
  public var kind: ErrorKind { .internalFault }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .notFinite(let sequence, let output):
      "The \(output) output of text \(sequence) of the batch is not finite: the checkpoint's"
        + " weights overflow. Check the file's checksum, or convert the model from its original."
    }
  }
}
