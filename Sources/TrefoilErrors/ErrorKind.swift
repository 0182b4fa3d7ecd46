/// Whose turn it is when something went wrong, and what they can change.
///
/// A command ends with an exit status for each kind, a server answers with an HTTP status.
public enum ErrorKind: String, CaseIterable, Codable, Sendable {
  /// What was asked for can't be done: an option, an argument or a combination of them.
  case usage
  /// A text, a line or a record of the input can't be used.
  case badData = "bad_data"
  /// An input is missing or can't be read.
  case missingInput = "missing_input"
  /// The model can't be opened, or lacks what is asked for.
  case modelUnavailable = "model_unavailable"
  /// Good input met a fault of the model's numbers or of Trefoil itself.
  case internalFault = "internal_fault"
  /// An output can't be created.
  case cannotCreate = "cannot_create"
  /// An output can't be written, as on a full disk.
  case cannotWrite = "cannot_write"
  /// Whoever read the output has gone.
  case brokenPipe = "broken_pipe"
}
