package import TrefoilWire

extension ModelDescription {
  /// The description as a person reads it.
  package var facts: [(name: String, value: String)] {
    [
      ("model", path),
      ("architecture", architecture),
      ("layers", "\(layers)"),
      ("hidden size", "\(hidden)"),
      ("attention heads", "\(heads)"),
      ("feed-forward size", "\(feedForward)"),
      ("vocabulary", "\(vocabularySize) tokens"),
      ("outputs", outputs.joined(separator: ",")),
      ("dimensions", dimensions),
      ("pooling", pooling + (normalize ? ", normalized" : "")),
      ("longest text", "\(maxLength) tokens"),
      ("before a query", Self.quoted(queryInstruction)),
      ("before a passage", Self.quoted(passageInstruction)),
      ("parameters", Self.scaled(parameters, ["", " thousand", " million", " billion"])),
      ("weights in memory", Self.scaled(weightBytes, Self.byteUnits)),
      ("precision", precision),
      ("packed for", packing),
      ("instruction set", instructionSet),
      ("memory so far", Self.scaled(peakResidentBytes, Self.byteUnits)),
    ]
  }

  private var dimensions: String {
    "dense \(denseDimension)" + (colbertDimension.map { ", colbert \($0)" } ?? "")
  }

  private var packing: String {
    guard let packedPrecision, let packedLayout else { return "nothing" }
    return "\(packedPrecision), layout \(packedLayout)"
  }

  private static let byteUnits = [" B", " kB", " MB", " GB"]

  private static func quoted(_ instruction: String) -> String {
    instruction.isEmpty ? "nothing" : "“\(instruction)”"
  }

  /// A number with three digits or so, and its unit.
  private static func scaled(_ number: Int, _ units: [String]) -> String {
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
