internal import Trefoil

/// Which queries belong to which group.
struct Strata {
  /// The queries of each group, in the order in which groups and queries come; none is empty.
  let members: [[Int]]

  /// Takes each query's group, or nil for one group of all.
  init(_ groups: [String]?, count: Int) {
    guard let groups else {
      members = count > 0 ? [Array(0..<count)] : []
      return
    }
    var places: [Identifier: Int] = [:]
    var members: [[Int]] = []
    for (query, group) in groups.map({ Identifier($0) }).enumerated() {
      if let place = places[group] {
        members[place].append(query)
      } else {
        places[group] = members.count
        members.append([query])
      }
    }
    self.members = members
  }

  /// The mean of each group.
  func means(of values: [Double]) -> [Double] {
    members.map { queries in
      queries.reduce(0) { $0 + values[$1] } / Double(queries.count)
    }
  }

  /// The mean of the groups' means; zero without queries.
  func mean(of values: [Double]) -> Double {
    members.isEmpty ? 0 : means(of: values).reduce(0, +) / Double(members.count)
  }
}
