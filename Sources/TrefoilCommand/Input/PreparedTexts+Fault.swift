internal import Trefoil
internal import TrefoilFiles

extension PreparedTexts {
  /// Why a text can't be used where none may be cut; nil if it can.
  func fault(of text: Int) -> LineFault? {
    let counts = tokenCounts(of: text)
    guard counts.wasTruncated else { return nil }
    return .tooManyTokens(tokens: counts.seen, limit: counts.used)
  }
}
