extension Measure {
  /// The measures that are reported unless others are asked for.
  public static let standard = [
    Measure(.ndcg, at: 10), Measure(.mrr, at: 10), Measure(.map, at: 100),
    Measure(.recall, at: 100), Measure(.precision, at: 10), Measure(.hit, at: 10),
  ]

  /// Reads a name such as `ndcg@10`; the kind's letters may be upper case.
  ///
  /// - Throws: `MeasureError`.
  public init(parsing text: String) throws(MeasureError) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, let number = parts.dropFirst().first else {
      throw .noCutoff(text)
    }
    guard let kind = Kind(rawValue: name.lowercased()) else { throw .unknownKind(String(name)) }
    guard let cutoff = Int(number), cutoff >= 1 else {
      throw .invalidCutoff(String(number), measure: text)
    }
    self.init(kind, at: cutoff)
  }
}
