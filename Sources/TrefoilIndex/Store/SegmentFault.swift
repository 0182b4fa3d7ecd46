/// Why a file of the cache is not used.
package enum SegmentFault: Error, Equatable, Sendable {
  /// There is no such file.
  case missing
  /// Something else than a regular file has its name, which no file can take then.
  case notAFile
  /// The system gives no access; `reason` is its own word.
  case unreadable(reason: String)
  /// It does not begin as such a file does, or is of another version.
  case notASegment
  /// Its checksum does not match what it holds, as in a file that was cut or changed.
  case checksum
  /// It is whole, but holds the embeddings of other texts or another model.
  case foreign
  /// It is whole, but its lists contradict each other.
  case inconsistent
}

extension SegmentFault: CustomStringConvertible {
  /// What is wrong.
  package var description: String {
    switch self {
    case .missing: "it is gone"
    case .notAFile: "it is not a regular file"
    case .unreadable(let reason): "it can't be read (\(reason))"
    case .notASegment: "it does not begin as a file of embeddings does"
    case .checksum: "its checksum does not match its content"
    case .foreign: "it belongs to other texts or another model"
    case .inconsistent: "its lists contradict each other"
    }
  }
}
