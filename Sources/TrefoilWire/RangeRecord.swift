package import TrefoilFormats

/// A half-open range as an array of two numbers, `[start, end]`.
package struct RangeRecord: Codable, Equatable, Sendable {
  /// The range.
  package let range: Range<Int>

  /// Takes a range.
  package init(_ range: Range<Int>) {
    self.range = range
  }

  /// Reads two numbers.
  ///
  /// - Throws: `DecodingError` if there are not two, or the second is the smaller.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let ends = try container.decode([Int].self)
    guard ends.count == 2, ends[0] <= ends[1] else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "A range is a start, and an end that is not before it.")
    }
    range = ends[0]..<ends[1]
  }

  /// Writes two numbers.
  package func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(range.lowerBound)
    try container.encode(range.upperBound)
  }
}

extension RangeRecord: JSONWritable {
  /// Writes two numbers.
  package func write(to json: inout JSONText) {
    json.array { json in
      json.number(range.lowerBound)
      json.number(range.upperBound)
    }
  }
}
