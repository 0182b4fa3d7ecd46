internal import Trefoil
package import TrefoilWire

extension ModelDescription {
  /// The description as a person reads it.
  package var facts: [(name: String, value: String)] {
    let encoder = configuration.encoder
    var dimensions = "dense \(encoder.hidden)"
    if outputs.contains(.colbert), let colbertDimension {
      dimensions += ", colbert \(colbertDimension)"
    }
    return [
      ("model", path),
      ("architecture", encoder.family.name),
      ("layers", "\(encoder.layers)"),
      ("hidden size", "\(encoder.hidden)"),
      ("attention heads", "\(encoder.heads)"),
      ("feed-forward size", "\(encoder.feedForward)"),
      ("vocabulary", "\(encoder.vocabularySize) tokens"),
      ("outputs", outputs.description),
      ("dimensions", dimensions),
      ("pooling", configuration.pooling.rawValue + (configuration.normalize ? ", normalized" : "")),
      ("longest text", "\(configuration.maxLength) tokens"),
      ("before a query", Self.quoted(configuration.queryInstruction)),
      ("before a passage", Self.quoted(configuration.passageInstruction)),
      ("parameters", Self.scaled(parameters, ["", " thousand", " million", " billion"])),
      ("weights in memory", Self.scaled(weightBytes, [" B", " kB", " MB", " GB"])),
      ("precision", precision.rawValue),
      ("packed for", packing.map { "\($0.precision.rawValue), layout \($0.layout)" } ?? "nothing"),
      ("instruction set", instructionSet.rawValue),
      ("memory so far", Self.scaled(peakResidentBytes, [" B", " kB", " MB", " GB"])),
    ]
  }

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
