internal import TrefoilFormats

/// Bars that lie: for each group one a system, from zero to one.
struct GroupBars {
  let groups: [String]
  let systems: [String]
  /// In `0...1`, shape `[systems, groups]`.
  let values: [[Double]]
  let title: String

  /// A bar's height and what is between two of a group: the value beside it is 11 units high.
  private static let step = 13.0
  /// What is between two groups, their name's line included.
  private static let gap = 26.0
  /// Where the longest bar ends, so that its value fits.
  private static let barEnd = SVG.width - 44

  /// A system's colour.
  static func color(_ system: Int) -> String { "var(--s\(system % 8))" }

  /// The drawing.
  var markup: Markup {
    let groupHeight = Double(systems.count) * Self.step + Self.gap
    var content: [Markup] = []
    for (group, name) in groups.enumerated() {
      let top = Double(group) * groupHeight
      content.append(SVG.text(name, x: 0, y: top + 17))
      for system in systems.indices {
        let value = values[system][group]
        let y = top + Self.gap + Double(system) * Self.step - 4
        let text = FixedPoint.text(value, places: 3)
        let width = max(1, min(1, value) * Self.barEnd)
        content += [
          SVG.rectangle(
            x: 0, y: y, width: width, height: Self.step - 2, fill: Self.color(system),
            title: "\(name), \(systems[system]): \(text)"),
          SVG.text(text, x: width + 5, y: y + 9.5, style: "quiet"),
        ]
      }
    }
    return SVG.drawing(height: Double(groups.count) * groupHeight + 4, title: title, content)
  }
}
