/// Finds the name that was meant by a misspelt one.
enum NearestName {
  /// The most letters that differ between a name and what was meant by it.
  private static let mostDifferent = 3

  /// The nearest of some names; nil if none is near, where at most half of a name may differ.
  static func find(_ name: String, among names: [String]) -> String? {
    names.map { (name: $0, distance: distance($0, name)) }
      .filter { $0.distance <= mostDifferent && $0.distance < max($0.name.count, 2) / 2 + 1 }
      .min { $0.distance < $1.distance }?.name
  }

  /// The letters to insert, remove or change between two names (Levenshtein).
  private static func distance(_ first: String, _ second: String) -> Int {
    var row = Array(0...second.count)
    for (line, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in second.enumerated() {
        let changed = diagonal + (letter == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
