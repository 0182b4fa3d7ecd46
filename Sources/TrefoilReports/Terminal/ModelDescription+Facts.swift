internal import Trefoil
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
      ("pooling", poolingWords),
      ("dense score", similarity),
      ("longest text", "\(maxLength) tokens"),
      ("before a query", Self.quoted(queryInstruction, queryInstructionOrigin)),
      ("before a passage", Self.quoted(passageInstruction, passageInstructionOrigin)),
      ("score weights", weights.description),
      ("their source", weightSource ?? "none is set, so each counts the same"),
      ("parameters", ByteText.scaled(parameters, ["", " thousand", " million", " billion"])),
      ("weights in memory", ByteText.text(weightBytes)),
      ("precision", precision),
      ("packed for", packing),
      ("instruction set", instructionSet),
      ("memory so far", ByteText.text(peakResidentBytes)),
    ]
  }

  private var dimensions: String {
    "dense \(denseDimension)" + (colbertDimension.map { ", colbert \($0)" } ?? "")
  }

  private var packing: String {
    guard let packedPrecision, let packedLayout else { return "nothing" }
    return "\(packedPrecision), layout \(packedLayout)"
  }

  private var poolingWords: String {
    let normalized = normalize ? ", normalized" : ""
    return pooling + (poolsInstruction ? "" : ", without the instruction") + normalized
  }

  private static func quoted(_ instruction: String, _ origin: Instruction.Origin) -> String {
    let text = instruction.isEmpty ? "nothing" : "“\(instruction)”"
    return switch origin {
    case .nobody: text
    case .model: text + " (the model's prompts)"
    case .settings: text + " (\(ModelSettings.fileName))"
    case .caller: text + " (options)"
    }
  }
}
