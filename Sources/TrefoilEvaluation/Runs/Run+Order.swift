extension Run.Entry {
  /// Whether this entry stands before another one of the same query.
  ///
  /// It is the order of trec_eval up to 9.0.8 and of pytrec_eval: falling by score as a 32-bit
  /// float, and among equals falling by the id's bytes. trec_eval 10 compares 64 bits, which is the
  /// same for scores that are 32-bit floats, as ours are. A NaN comes last.
  public func precedes(_ other: Run.Entry) -> Bool {
    let (mine, others) = (comparable, other.comparable)
    return mine == others
      ? other.passage < passage : mine > others
  }

  private var comparable: Float { score.isNaN ? -.infinity : Float(score) }
}

extension Run {
  /// Entries as trec_eval orders them, whatever ranks they had; see `Entry.precedes`.
  public static func ordered(_ entries: [Entry]) -> [Entry] {
    let isOrdered = zip(entries, entries.dropFirst()).allSatisfy { !$1.precedes($0) }
    return isOrdered ? entries : entries.sorted { $0.precedes($1) }
  }
}
