public import SystemPackage
public import TrefoilTensor
public import TrefoilErrors

/// What can keep a model from being converted, beside what is wrong with the model itself.
public enum ConversionError: TrefoilError {
  /// The model is packed already, so its weights are no longer what they were.
  case alreadyPacked(path: FilePath, precision: Precision)
  /// Something is at the output's path already.
  case outputExists(FilePath)
  /// The system refuses to write; nothing is left under the output's name.
  case cannotWrite(path: FilePath, reason: String)

  /// Whose turn it is.
  public var kind: ErrorKind {
    switch self {
    case .alreadyPacked: .modelUnavailable
    case .outputExists: .cannotCreate
    case .cannotWrite: .cannotWrite
    }
  }

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .alreadyPacked(let path, let precision):
      "The model in “\(path)” is packed for the precision \(precision.rawValue) already. Convert"
        + " the model that it was made from."
    case .outputExists(let path):
      "“\(path)” exists already. Name a directory that does not, or remove it first."
    case .cannotWrite(let path, let reason):
      "Can't write “\(path)”: \(reason). Nothing is left of it; make room and try again."
    }
  }
}
