/// A number of bytes as a person reads it.
package enum ByteText {
  /// The bytes in the largest unit of which there is one, such as `229.4 MB`.
  package static func text(_ bytes: Int) -> String {
    scaled(bytes, [" B", " kB", " MB", " GB", " TB"])
  }

  /// A number with three digits or so, and its unit; each unit is a thousand of the one before.
  package static func scaled(_ number: Int, _ units: [String]) -> String {
    var rest = Double(number)
    var unit = 0
    while rest >= 1000 && unit < units.count - 1 {
      rest /= 1000
      unit += 1
    }
    let rounded =
      unit == 0 || rest >= 100 ? "\(Int(rest.rounded()))" : "\((rest * 10).rounded() / 10)"
    return rounded + units[unit]
  }
}
