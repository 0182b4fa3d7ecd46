/// A text's ColBERT vectors: one unit row per token after `<s>`, `</s>` included.
///
/// `values` holds `count` rows of `dimension` numbers; a row has length 1, or is all zero.
public struct TokenVectors: Equatable, Sendable {
  /// The rows in turn, shape `[count, dimension]`.
  public let values: [Float]
  /// The number of values in a row, above zero.
  public let dimension: Int

  /// Takes rows as they are; `values.count` must be a multiple of `dimension`.
  public init(values: [Float], dimension: Int) {
    precondition(dimension > 0, "dimension is \(dimension)")
    precondition(
      values.count.isMultiple(of: dimension),
      "\(values.count) values for rows of \(dimension)"
    )
    self.values = values
    self.dimension = dimension
  }

  /// The number of rows.
  public var count: Int { values.count / dimension }

  /// One row, shape `[dimension]`.
  public subscript(row: Int) -> ArraySlice<Float> {
    values[row * dimension..<(row + 1) * dimension]
  }
}

extension TokenVectors: Codable {
  private enum CodingKeys: String, CodingKey {
    case values, dimension
  }

  /// Reads vectors; values that don't make whole rows are an error.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let values = try container.decode([Float].self, forKey: .values)
    let dimension = try container.decode(Int.self, forKey: .dimension)
    guard dimension > 0, values.count.isMultiple(of: dimension) else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription: "\(values.count) values don't make rows of \(dimension)")
    }
    self.init(values: values, dimension: dimension)
  }
}
