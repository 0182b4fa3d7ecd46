/// What is wrong with an index.
public struct IndexReport: Equatable, Codable, Sendable {
  /// The segments that were checked.
  public let segments: Int
  /// What is wrong, a sentence each; empty if nothing is.
  public let faults: [String]
  /// The files of segments that no commit has.
  ///
  /// A writer that was cut short has left them, and the next one removes them. Where none was, they are
  /// of commits that SQLite's log has lost.
  public let orphans: [String]
}
