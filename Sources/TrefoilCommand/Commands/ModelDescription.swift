internal import Trefoil
internal import TrefoilFormats

/// What `info` says of a model.
struct ModelDescription {
  private let path: String
  private let configuration: ModelConfiguration
  private let outputs: EmbeddingOutputs
  private let colbertDimension: Int?
  private let parameters: Int
  private let weightBytes: Int
  private let instructionSet: InstructionSet
  private let precision: Precision
  private let packing: Packing?

  init(_ embedder: Embedder) throws(CheckpointError) {
    let checkpoint = try Checkpoint.open(directory: embedder.model.path)
    path = embedder.model.path.string
    configuration = embedder.configuration
    outputs = embedder.outputs
    instructionSet = embedder.instructionSet
    precision = embedder.precision
    packing = embedder.packing
    colbertDimension = checkpoint.colbertDimension
    parameters = checkpoint.parameterCount(of: configuration.encoder)
    weightBytes = checkpoint.weightBytes
  }

  /// The description as a person reads it.
  var facts: [(name: String, value: String)] {
    let encoder = configuration.encoder
    var dimensions = "dense \(encoder.hidden)"
    if outputs.contains(.colbert), let colbertDimension {
      dimensions += ", colbert \(colbertDimension)"
    }
    return [
      ("model", path),
      ("architecture", encoder.architecture.rawValue),
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
      ("memory so far", Self.scaled(ResidentMemory.peak, [" B", " kB", " MB", " GB"])),
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

extension JSONText {
  /// Writes a model's description.
  mutating func model(_ description: ModelDescription) {
    description.write(to: &self)
  }
}

extension ModelDescription {
  fileprivate func write(to json: inout JSONText) {
    let encoder = configuration.encoder
    json.object { json in
      json.member("model", path)
      json.member("architecture", encoder.architecture.rawValue)
      json.member("layers", encoder.layers)
      json.member("hidden", encoder.hidden)
      json.member("heads", encoder.heads)
      json.member("feed_forward", encoder.feedForward)
      json.member("vocabulary", encoder.vocabularySize)
      json.key("outputs")
      json.array { json in
        for name in outputs.description.split(separator: ",") { json.string(String(name)) }
      }
      json.member("dense_dimensions", encoder.hidden)
      if outputs.contains(.colbert), let colbertDimension {
        json.member("colbert_dimensions", colbertDimension)
      }
      json.member("pooling", configuration.pooling.rawValue)
      json.key("normalize")
      json.boolean(configuration.normalize)
      json.member("max_length", configuration.maxLength)
      json.member("query_instruction", configuration.queryInstruction)
      json.member("passage_instruction", configuration.passageInstruction)
      json.member("parameters", parameters)
      json.member("weight_bytes", weightBytes)
      json.member("precision", precision.rawValue)
      if let packing {
        json.member("packed_precision", packing.precision.rawValue)
        json.member("packed_layout", packing.layout)
      }
      json.member("instruction_set", instructionSet.rawValue)
      json.member("peak_resident_bytes", ResidentMemory.peak)
    }
  }
}
