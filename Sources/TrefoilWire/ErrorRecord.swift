package import Trefoil

/// What went wrong, for a program that has to decide what to do next.
package struct ErrorRecord: Codable, Equatable, Sendable {
  /// What kind of error it is: who can change something.
  package let kind: ErrorKind
  /// What is wrong, where, and what to do, as a sentence.
  package let message: String

  /// Takes an error.
  package init(_ error: any TrefoilError) {
    kind = error.kind
    message = error.description
  }
}
