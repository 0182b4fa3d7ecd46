internal import Trefoil

/// A segment whose file is on the disk, and which no commit has yet.
struct NewSegment: Sendable {
  /// The name of its file, without the ending.
  let name: String
  /// The number of its first passage; the others follow without a gap.
  let firstPassage: Int64
  /// The bytes of its file.
  let bytes: Int
  /// The tokens of each passage.
  let tokenCounts: [TokenCounts]

  /// The rows of its file.
  var rows: Int { tokenCounts.count }
}
