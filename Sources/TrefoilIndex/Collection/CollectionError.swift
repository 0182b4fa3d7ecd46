public import Trefoil
public import TrefoilErrors

/// Why a text of a collection has no embedding.
public enum CollectionError: TrefoilError {
  /// An output of the text with this id is infinite or no number.
  case notFinite(id: Identifier, output: String)

  /// Whose turn it is.
  public var kind: ErrorKind { .internalFault }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .notFinite(let id, let output):
      "The \(output) output of the text “\(id)” is not finite: the checkpoint's weights overflow."
        + " Check the file's checksum, or convert the model from its original."
    }
  }
}
