public import TrefoilCheckpoint
internal import TrefoilFiles

/// What the weights of a model amount to.
public struct WeightSummary: Equatable, Sendable {
  /// The number of weights, whether they are packed or not.
  public let parameterCount: Int
  /// The bytes of the weights as they are used: halves, or what a packed file holds.
  public let byteCount: Int
  /// The numbers of a token's ColBERT vector; nil without a ColBERT head.
  public let colbertDimension: Int?
  /// What the file is packed for; nil for a plain one.
  public let packing: Packing?

  /// Puts a summary together.
  public init(
    parameterCount: Int, byteCount: Int, colbertDimension: Int? = nil, packing: Packing? = nil
  ) {
    self.parameterCount = parameterCount
    self.byteCount = byteCount
    self.colbertDimension = colbertDimension
    self.packing = packing
  }

  /// Adds up what an open checkpoint holds; nothing of its weights is read.
  package init(_ checkpoint: Checkpoint, _ configuration: EncoderConfiguration) {
    self.init(
      parameterCount: checkpoint.parameterCount(of: configuration),
      byteCount: checkpoint.weightBytes, colbertDimension: checkpoint.colbertDimension,
      packing: checkpoint.packing)
  }
}

extension Checkpoint {
  fileprivate func parameterCount(of configuration: EncoderConfiguration) -> Int {
    guard packing != nil else {
      return tensors.values.reduce(0) { $0.saturatingSum($1.knownCount) }
    }
    // Panels are padded, so the count is that of the tensors that they were made from.
    let backbone = configuration.tensorShapes.reduce(0) { $0 + $1.shape.reduce(1, *) }
    let heads = HeadName.allCases.map { head in
      let bias = shape(of: head.bias)?.reduce(1, *) ?? 0
      return bias * (configuration.hiddenSize + 1)
    }
    return heads.reduce(backbone, +)
  }

  fileprivate var weightBytes: Int {
    tensors.values.reduce(0) { sum, tensor in
      let type = packing == nil ? NumberType.float16 : tensor.type ?? .float16
      let (bytes, overflow) = tensor.knownCount.multipliedReportingOverflow(by: type.size)
      return sum.saturatingSum(overflow ? .max : bytes)
    }
  }
}

extension StoredTensor {
  /// The number of entries; zero for a type that is not known, which nobody reads, and whose shape
  /// nobody has checked against the file.
  fileprivate var knownCount: Int { type == nil ? 0 : count ?? 0 }
}

extension Int {
  /// The sum of two numbers, zero or above; the largest number where that is beyond it.
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
