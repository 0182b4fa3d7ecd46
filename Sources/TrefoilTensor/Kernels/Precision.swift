/// How exact the encoder's products are; each is made from the same fp16 weights.
public enum Precision: String, CaseIterable, Sendable {
  /// fp32 products and sums of the fp16 weights.
  case exact
  /// 16-bit integer products: weights of 12 bits with a scale for each output, inputs of 13 bits
  /// with a scale for each block of 256 of each row.
  case balanced
  /// 8-bit integer products, scaled in the same way, with inputs smoothed by their LayerNorm's
  /// gains (Xiao et al. 2022, SmoothQuant, from the weights alone).
  case fast

  /// What an embedder uses when nobody asks for another: `balanced` where the processor has vector
  /// integer products, else `exact`.
  public static var standard: Precision { standard(on: KernelTable.current.instructionSet) }

  static func standard(on instructionSet: InstructionSet) -> Precision {
    instructionSet.hasVectorIntegerProducts ? .balanced : .exact
  }

  /// The bytes of one number of a product's inputs.
  var inputSize: Int {
    switch self {
    case .exact: 4
    case .balanced: 2
    case .fast: 1
    }
  }

  /// The bytes of one packed weight.
  var weightSize: Int {
    switch self {
    case .exact, .balanced: 2
    case .fast: 1
    }
  }
}
