package import TrefoilErrors

/// The numbers with which the command ends, after BSD's sysexits.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Everything was done.
  case success = 0
  /// The command line is wrong.
  case usage = 64
  /// The input has a line or a text that can't be used.
  case badData = 65
  /// An input file is missing or unreadable.
  case noInput = 66
  /// The model can't be opened, lacks what is asked for, or changed while it was in use.
  case modelUnavailable = 69
  /// The encoder failed on good input.
  case internalFault = 70
  /// The output file can't be made.
  case cannotCreate = 73
  /// The output can't be written.
  case cannotWrite = 74
  /// The terminal was closed.
  case hungUp = 129
  /// Ctrl-C.
  case interrupted = 130
  /// The reader of standard output is gone.
  case brokenPipe = 141
  /// A request to end, as by `kill`.
  case terminated = 143
}

extension ExitStatus {
  /// The number for a kind of error.
  package init(_ kind: ErrorKind) {
    self =
      switch kind {
      case .usage: .usage
      case .badData: .badData
      case .missingInput: .noInput
      case .modelUnavailable: .modelUnavailable
      case .internalFault: .internalFault
      case .cannotCreate: .cannotCreate
      case .cannotWrite: .cannotWrite
      case .brokenPipe: .brokenPipe
      }
  }
}
