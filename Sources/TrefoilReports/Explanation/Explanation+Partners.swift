package import Trefoil

extension Explanation {
  /// The passage's words that a word of the query matched, with their shares if there are several.
  package func partners(of match: MatchedWord) -> String {
    let names = match.partners.map { passage.words[$0.passageWord].label }
    guard names.count > 1 else { return names.joined() }
    return zip(names, match.partners)
      .map { "\($0) \(ShareText.cell($1.contribution, of: match.contribution))" }
      .joined(separator: ", ")
  }
}
