internal import TrefoilErrors
internal import TrefoilFiles

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

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
    case let error as any TrefoilError:
      self.init(ExitStatus(error.kind), error.kind == .brokenPipe ? nil : error.description)
    case let error as CocoaError:
      self.init(.internalFault, "The system refuses a file: \(error.reason).")
    default:
      self.init(.internalFault, "\(error)")
    }
  }

  private init(_ status: ExitStatus, _ message: String?) {
    self.status = status
    self.message = message
  }
}
