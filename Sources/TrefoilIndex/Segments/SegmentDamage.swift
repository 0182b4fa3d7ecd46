internal import TrefoilFiles

/// What is wrong with a segment's file.
enum SegmentDamage: Error, Equatable, Sendable {
  /// It does not begin and end as such a file does, as one that was cut.
  case notASegment
  /// It has a layout that this version does not read.
  case otherLayout(Int)
  /// The checksum of its head does not match.
  case head
  /// The checksums of its blocks don't match their own.
  case checksums
  /// The checksum of a block does not match.
  case block(Int)
  /// It is whole, but its parts contradict each other; `reason` says which.
  case inconsistent(reason: String)
  /// It is not there, or is no file.
  case unreadable(reason: String)
  /// It is there, and the system does not let it be read: no damage to mend.
  case inaccessible(FileError)
}

extension SegmentDamage: CustomStringConvertible {
  /// What is wrong.
  var description: String {
    switch self {
    case .notASegment: "it does not begin and end as a segment does"
    case .otherLayout(let layout):
      "it has layout \(layout), and this version reads \(SegmentFormat.layout)"
    case .head: "the checksum of its head does not match"
    case .checksums: "its checksums are damaged themselves"
    case .block(let block):
      "the checksum of block \(block) (from byte \(block * SegmentFormat.blockSize)) does not match"
    case .inconsistent(let reason): reason
    case .unreadable(let reason): "it can't be opened: \(reason)"
    case .inaccessible(let error): error.description
    }
  }
}
