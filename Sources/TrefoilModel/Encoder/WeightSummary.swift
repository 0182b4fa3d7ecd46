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
      return tensors.values.reduce(0) { $0.saturatingSum($1.count) }
    }
    // Panels are padded, so the count is that of the tensors that they were made from.
    let backbone = configuration.tensorShapes.reduce(0) { sum, tensor in
      sum.saturatingSum(tensor.shape.reduce(1) { $0.saturatingProduct($1) })
    }
    return HeadName.allCases.reduce(backbone) { sum, head in
      let bias = tensors[head.bias]?.count ?? 0
      return sum.saturatingSum(bias.saturatingProduct(configuration.hiddenSize + 1))
    }
  }

  fileprivate var weightBytes: Int {
    tensors.values.reduce(0) { sum, tensor in
      let type = packing == nil ? NumberType.float16 : tensor.type ?? .float16
      return sum.saturatingSum(tensor.count.saturatingProduct(type.size))
    }
  }
}

extension Int {
  /// The sum of two numbers, zero or above; the largest number where that is beyond it.
  fileprivate func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product of two numbers, zero or above; the largest number where that is beyond it.
  fileprivate func saturatingProduct(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
