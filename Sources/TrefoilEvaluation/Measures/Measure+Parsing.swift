extension Measure {
  /// The measures that are reported unless others are asked for.
  public static let standard = [
    Measure(.ndcg, at: 10), Measure(.mrr, at: 10), Measure(.map, at: 100),
    Measure(.recall, at: 100), Measure(.precision, at: 10), Measure(.hit, at: 10),
  ]

  /// Reads a name such as `ndcg@10`, with trec_eval's and ir_measures' names for the same:
  /// `ndcg_cut_10`, `nDCG@10`, `recip_rank`, `RR@10`, `AP(rel=2)@100`, `P_10`.
  ///
  /// Letters may be of either case. `ndcg`, `mrr` and `map` without a cutoff measure the whole
  /// ranking.
  ///
  /// - Throws: `MeasureError`.
  public init(parsing text: String) throws(MeasureError) {
    var name = text[...]
    var number: Substring?
    if let sign = name.firstIndex(of: "@") {
      number = name[name.index(after: sign)...]
      name = name[..<sign]
    }
    let level = try Self.level(&name, of: text)
    if number == nil { number = Self.cutNumber(&name) }
    guard let kind = Self.kind(named: name) else { throw .unknownKind(String(name)) }
    guard let number else {
      guard [.ndcg, .mrr, .map].contains(kind) else { throw .noCutoff(text) }
      self.init(kind, level: level)
      return
    }
    guard let cutoff = Int(number), cutoff >= 1 else {
      throw .invalidCutoff(String(number), measure: text)
    }
    self.init(kind, at: cutoff, level: level)
  }

  /// Takes ir_measures' `(rel=2)` off a name.
  private static func level(_ name: inout Substring, of text: String) throws(MeasureError) -> Int {
    guard let bracket = name.firstIndex(of: "(") else { return 1 }
    let argument = name[bracket...]
    name = name[..<bracket]
    guard argument.hasPrefix("(rel="), argument.hasSuffix(")"),
      let level = Int(argument.dropFirst(5).dropLast()), level >= 1
    else { throw .invalidLevel(String(argument), measure: text) }
    return level
  }

  /// Takes trec_eval's cutoff off a name: what follows a last `_` or `.`, if it begins with a digit.
  private static func cutNumber(_ name: inout Substring) -> Substring? {
    guard let sign = name.lastIndex(where: { $0 == "_" || $0 == "." }) else { return nil }
    let number = name[name.index(after: sign)...]
    guard number.first?.isNumber == true else { return nil }
    name = name[..<sign]
    return number
  }

  private static func kind(named name: Substring) -> Kind? {
    switch name.lowercased() {
    case "ndcg", "ndcg_cut": .ndcg
    case "mrr", "rr", "recip_rank", "recip_rank_cut": .mrr
    case "map", "ap", "map_cut": .map
    case "recall", "r": .recall
    case "precision", "p": .precision
    case "hit", "success": .hit
    default: nil
    }
  }
}
