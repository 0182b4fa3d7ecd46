internal import Trefoil
internal import TrefoilEvaluation

/// What the command says of an error, and the number with which it then ends.
package struct FailureReport: Equatable, Sendable {
  /// The number.
  package let status: ExitStatus
  /// The sentence; nil where there is nothing to add.
  package let message: String?

  /// Judges an error.
  package init(_ error: any Error) {
    switch error {
    case is CancellationError:
      self.init(.interrupted, "interrupted; what was written is whole")
    case let error as InputError:
      self.init(error.status, error.description)
    case OutputError.brokenPipe:
      self.init(.brokenPipe, nil)
    case let error as OutputError:
      self.init(error.status, error.description)
    case let error as EmbedderError:
      self.init(error.status, error.description)
    case let error as TokenizerError:
      self.init(error.status, error.description)
    case let error as ScoringError:
      self.init(.usage, error.description)
    case let error as EncoderError:
      self.init(.internalFault, error.description)
    case let error as ConversionError:
      self.init(error.status, error.description)
    case let error as DatasetError:
      self.init(error.status, error.description)
    case let error as DataFileError:
      self.init(error.status, error.description)
    case let error as EmbeddingCacheError:
      self.init(error.status, error.description)
    case let error as ModelSettingsError:
      self.init(.cannotWrite, error.description)
    case is SelectionError, is RunError:
      self.init(.badData, "\(error)")
    case is WindowError:
      self.init(.usage, "\(error)")
    case is CheckpointError, is ConfigurationError:
      self.init(.modelUnavailable, "\(error)")
    default:
      self.init(.internalFault, "\(error)")
    }
  }

  private init(_ status: ExitStatus, _ message: String?) {
    self.status = status
    self.message = message
  }
}

extension InputError {
  fileprivate var status: ExitStatus {
    switch self {
    case .missing, .directory, .unreadable: .noInput
    case .badLine, .badArgument, .badQuery: .badData
    }
  }
}

extension OutputError {
  fileprivate var status: ExitStatus {
    switch self {
    case .brokenPipe: .brokenPipe
    case .cannotCreate, .notAFile: .cannotCreate
    case .cannotWrite: .cannotWrite
    case .unfitForRun: .badData
    }
  }
}

extension EmbedderError {
  fileprivate var status: ExitStatus {
    switch self {
    case .lengthOutOfRange, .dimensionsOutOfRange, .noOutputs: .usage
    default: .modelUnavailable
    }
  }
}

extension TokenizerError {
  fileprivate var status: ExitStatus {
    switch self {
    case .tooLong, .textTooLarge: .badData
    case .limitTooSmall: .usage
    default: .modelUnavailable
    }
  }
}

extension ConversionError {
  fileprivate var status: ExitStatus {
    switch self {
    case .outputExists: .cannotCreate
    case .cannotWrite: .cannotWrite
    default: .modelUnavailable
    }
  }
}

extension DatasetError {
  fileprivate var status: ExitStatus {
    switch self {
    case .notADirectory, .noSplit: .noInput
    case .file(let error): error.status
    case .empty, .noJudgedQuery: .badData
    }
  }
}

extension DataFileError {
  fileprivate var status: ExitStatus {
    switch self {
    case .unreadable: .noInput
    case .badLine: .badData
    }
  }
}

extension EmbeddingCacheError {
  fileprivate var status: ExitStatus {
    switch self {
    case .noHome, .cannotCreate: .cannotCreate
    case .cannotWrite: .cannotWrite
    case .unreadableModel: .modelUnavailable
    case .damaged: .internalFault
    }
  }
}
