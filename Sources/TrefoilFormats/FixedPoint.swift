/// Numbers with as many decimals as a table shows.
package enum FixedPoint {
  /// A number rounded to the nearest, halves away from zero: `0.6647`.
  ///
  /// One that is not finite, or a billion and above, is written as it is.
  package static func text(
    _ number: some BinaryFloatingPoint & LosslessStringConvertible, places: Int
  ) -> String {
    guard abs(number) < 1e9 else { return number.description }
    let value = Double(number)
    let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
    let units = Int((abs(value) * Double(unit)).rounded())
    let decimals = String(units % unit)
    let zeros = String(repeating: "0", count: max(0, places - decimals.count))
    let text = places > 0 ? "\(units / unit).\(zeros)\(decimals)" : "\(units)"
    return value < 0 && units > 0 ? "-" + text : text
  }

  /// The same with a plus sign, if it is above zero when rounded: `+0.0213`.
  package static func signed(_ value: Double, places: Int) -> String {
    let text = text(value, places: places)
    return value > 0 && text.contains { "123456789".contains($0) } ? "+" + text : text
  }
}
