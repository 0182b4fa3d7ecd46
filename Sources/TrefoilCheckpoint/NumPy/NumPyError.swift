public import SystemPackage
public import TrefoilErrors
public import TrefoilFiles

/// What can be wrong with a file of NumPy's.
public enum NumPyError: TrefoilError {
  /// The system gives no access to a file.
  case unreadable(FileError)
  /// The file is not what its name says; `reason` tells where it stops making sense.
  case malformed(file: FilePath, reason: String)
  /// The array holds Python objects, which NumPy saves as a pickle. Nothing of it was run.
  case objects(file: FilePath, array: String?)
  /// The array is of a kind that is not read; `reason` says which, and what to do.
  case unsupported(file: FilePath, reason: String)

  /// Whose turn it is.
  public var kind: ErrorKind {
    if case .unreadable(let error) = self { error.kind } else { .badData }
  }

  /// What is wrong, where, and what to do.
  public var description: String {
    switch self {
    case .unreadable(let error):
      error.description
    case .malformed(let file, let reason):
      "“\(file)” is not a whole file of NumPy's: \(reason). Save it again."
    case .objects(let file, let array):
      "“\(file)” \(array.map { "has Python objects in “\($0)”" } ?? "holds Python objects"), which"
        + " NumPy saves as a pickle, and a pickle can run any program; nothing of it was run. Save"
        + " arrays of numbers: vectors of several texts end to end, with np.concatenate, and where"
        + " each text's begin; weights by tokens as JSON lines."
    case .unsupported(let file, let reason):
      "“\(file)” can't be read: \(reason)."
    }
  }
}
