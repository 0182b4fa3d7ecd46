public import SystemPackage
public import TrefoilErrors

/// What can go wrong in a forward pass over good input.
public enum EncoderError: TrefoilError {
  /// An output of sequence `sequence` of the batch is not a number, or infinite.
  case notFinite(sequence: Int, output: String)
  /// Somebody wrote to a file of the model's weights while it was in use.
  case fileChanged(FilePath)

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .notFinite: .internalFault
    case .fileChanged: .modelUnavailable
    }
  }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .notFinite(let sequence, let output):
      "The \(output) output of text \(sequence) of the batch is not finite: the checkpoint's"
        + " weights overflow. Check the file's checksum, or convert the model from its original."
    case .fileChanged(let file):
      "“\(file)” was written to while it was in use, so the results would be of no model. Open the"
        + " model again, and replace files by renaming others over them."
    }
  }
}
