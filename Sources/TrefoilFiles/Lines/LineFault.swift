public import TrefoilErrors

/// Why a line of a text file can't be used, or a text that was given in its place.
public struct LineFault: Error, Equatable, Sendable {
  /// What is wrong: a ``TextFault``, or what the reader of a kind of lines adds to those.
  public let cause: any LineFaultCause

  /// Makes the fault of a cause.
  public init(_ cause: some LineFaultCause) {
    self.cause = cause
  }

  /// Whether both have the same cause.
  public static func == (left: LineFault, right: LineFault) -> Bool {
    left.cause.equals(right.cause)
  }
}

extension LineFault: CustomStringConvertible {
  /// What is wrong with the line, and what to do, as a clause.
  public var description: String { cause.description }
}

/// One kind of thing that can be wrong with a line.
///
/// Each room has its own: ``TextFault`` is that of any line, and who reads judgements, runs or
/// candidates adds what can be wrong with those.
public protocol LineFaultCause: CustomStringConvertible, Equatable, Sendable {
  /// What is wrong with the line, and what to do, as a clause.
  var description: String { get }
  /// Whose turn it is: nearly always that of whoever wrote the line, `badData`.
  var kind: ErrorKind { get }
}

extension LineFaultCause {
  /// The line's text is at fault.
  public var kind: ErrorKind { .badData }

  fileprivate func equals(_ other: any LineFaultCause) -> Bool { self == other as? Self }
}
