package import Trefoil
package import TrefoilFormats

/// What is known of a model that is open.
package struct ModelDescription {
  /// Its directory.
  package let path: String
  /// What its own files say of it.
  package let configuration: ModelConfiguration
  /// The outputs for which it has heads.
  package let outputs: EmbeddingOutputs
  /// The numbers of a token's vector; nil without a ColBERT head.
  package let colbertDimension: Int?
  /// The number of weights.
  package let parameters: Int
  /// The bytes of the weights as they are used.
  package let weightBytes: Int
  /// The instruction set whose kernels run.
  package let instructionSet: InstructionSet
  /// How exact the products are.
  package let precision: Precision
  /// What the file is packed for; nil for a plain one.
  package let packing: Packing?
  /// The most bytes that the process held.
  package let peakResidentBytes: Int

  /// Describes a model.
  package init(_ embedder: Embedder, peakResidentBytes: Int) {
    path = embedder.model.path.string
    configuration = embedder.configuration
    outputs = embedder.outputs
    instructionSet = embedder.instructionSet
    precision = embedder.precision
    packing = embedder.packing
    colbertDimension = embedder.weightSummary.colbertDimension
    parameters = embedder.weightSummary.parameterCount
    weightBytes = embedder.weightSummary.byteCount
    self.peakResidentBytes = peakResidentBytes
  }
}

extension JSONText {
  /// Writes a model's description.
  package mutating func model(_ description: ModelDescription) {
    description.write(to: &self)
  }
}

extension ModelDescription {
  fileprivate func write(to json: inout JSONText) {
    let encoder = configuration.encoder
    json.object { json in
      json.member("model", path)
      json.member("architecture", encoder.family.name)
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
      json.member("peak_resident_bytes", peakResidentBytes)
    }
  }
}
