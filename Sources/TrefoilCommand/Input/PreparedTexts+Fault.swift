internal import Trefoil
internal import TrefoilFiles

extension PreparedTexts {
  /// Why a text can't be used where none may be cut; nil if it can.
  func fault(of text: Int) -> LengthFault? {
    let counts = tokenCounts(of: text)
    guard counts.wasTruncated else { return nil }
    return LengthFault(tokens: counts.seen, limit: counts.used)
  }
}
