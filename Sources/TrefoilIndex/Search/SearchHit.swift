public import Trefoil

/// A passage that a search found.
public struct SearchHit: Equatable, Sendable {
  /// The document of which it is a part, whole.
  public let document: IndexedDocument
  /// The bytes of the document's text that the passage covers, in UTF-8.
  public let range: Range<Int>
  /// The weighted mean of the scores that count.
  public let score: Float
  /// The scores; nil for one that was not computed.
  public let parts: ScoreBreakdown
  /// The tokens that the passage has, and those that the encoder read.
  public let tokenCounts: TokenCounts
  /// The passage's number.
  let number: Int64

  /// The passage's part of the document's text.
  public var text: String {
    let bytes = document.text.utf8
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound, limitedBy: bytes.endIndex)
    guard let start else { return "" }
    let end = bytes.index(start, offsetBy: range.count, limitedBy: bytes.endIndex)
    return String(document.text[start..<(end ?? bytes.endIndex)])
  }
}
