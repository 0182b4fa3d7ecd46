/// Several token sequences laid end to end, without padding.
///
/// Sequence *i* is `tokenIDs[offsets[i]..<offsets[i + 1]]`; no sequence is empty.
public struct PackedBatch: Equatable, Sendable {
  /// Every sequence's ids in turn, shape `[totalTokens]`.
  public private(set) var tokenIDs: [TokenID]
  /// Where each sequence starts, then the total, shape `[sequenceCount + 1]`.
  public private(set) var offsets: [Int]

  /// Makes a batch of no sequences.
  public init() {
    tokenIDs = []
    offsets = [0]
  }

  /// Makes a batch of these sequences, in their order.
  public init(_ sequences: some Sequence<[TokenID]>) {
    self.init()
    for sequence in sequences { append(sequence) }
  }

  /// Adds a sequence behind the others.
  ///
  /// An empty one is a caller's bug: a text has at least `<s>` and `</s>`.
  public mutating func append(_ sequence: [TokenID]) {
    precondition(!sequence.isEmpty, "sequence \(sequenceCount) has 0 tokens")
    tokenIDs += sequence
    offsets.append(tokenIDs.count)
  }

  /// The number of sequences.
  public var sequenceCount: Int { offsets.count - 1 }
  /// The number of tokens of all sequences.
  public var totalTokens: Int { tokenIDs.count }
  /// The number of tokens of the longest sequence, or zero.
  public var longestSequence: Int {
    (0..<sequenceCount).reduce(0) { max($0, range(of: $1).count) }
  }

  /// Where a sequence lies in `tokenIDs`.
  public func range(of sequence: Int) -> Range<Int> {
    offsets[sequence]..<offsets[sequence + 1]
  }
}
