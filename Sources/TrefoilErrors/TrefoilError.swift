#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What every error of Trefoil says: what is wrong, where, and what to do, in `description`; and
/// whose turn it is, in `kind`.
///
/// `localizedDescription` says the same as `description`.
public protocol TrefoilError: LocalizedError, CustomStringConvertible, Equatable, Sendable {
  /// Whose turn it is; the command's exit status follows from it.
  var kind: ErrorKind { get }
}

extension TrefoilError {
  /// The same as `description`.
  public var errorDescription: String? { description }
  /// Nothing: `description` says what is wrong.
  public var failureReason: String? { nil }
  /// Nothing: `description` says what to do.
  public var recoverySuggestion: String? { nil }
  /// Nothing.
  public var helpAnchor: String? { nil }
}
