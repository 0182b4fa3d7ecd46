public import TrefoilErrors

/// A line of a file that can't be used, or a text that was given in its place.
public struct LineError: TrefoilError {
  /// Where a text comes from.
  public enum Place: Equatable, Sendable {
    /// A line, counted from 1, of a file or of standard input.
    case line(Int, of: String)
    /// An argument of the command, counted from 1.
    case argument(Int)
    /// A query; its id is nil if it came as an argument.
    case query(id: String?)
  }

  /// Where it comes from.
  public let place: Place
  /// What is wrong with it.
  public let fault: LineFault

  /// Puts an error together.
  public init(_ place: Place, _ fault: LineFault) {
    self.place = place
    self.fault = fault
  }

  /// Puts an error together of a fault's cause.
  public init(_ place: Place, _ cause: some LineFaultCause) {
    self.init(place, LineFault(cause))
  }

  /// Whose turn it is.
  public var kind: ErrorKind { fault.cause.kind }

  /// What is wrong, where, and what to do.
  public var description: String { "\(place): \(fault)." }
}

extension LineError.Place: CustomStringConvertible {
  /// The place as a message names it.
  public var description: String {
    switch self {
    case .line(let number, let source): "\(source), line \(number)"
    case .argument(let position): "Text \(position) of the arguments"
    case .query(let id): "The query\(id.map { " “\($0)”" } ?? "")"
    }
  }
}
