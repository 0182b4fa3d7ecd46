package import Trefoil
package import TrefoilFormats

/// Token vectors as an array of arrays, a row a token.
package struct TokenVectorsRecord: Codable, Equatable, Sendable {
  /// The vectors.
  package let vectors: TokenVectors

  /// Takes vectors, without a copy.
  package init(_ vectors: TokenVectors) {
    self.vectors = vectors
  }

  /// Reads rows.
  ///
  /// - Throws: `DecodingError` if their lengths differ, or are zero.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let rows = try container.decode([[Float]].self)
    let dimension = rows.first?.count ?? 1
    guard dimension > 0, rows.allSatisfy({ $0.count == dimension }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "The rows are empty, or their lengths differ.")
    }
    vectors = TokenVectors(values: Array(rows.joined()), dimension: dimension)
  }

  /// Writes the rows.
  package func encode(to encoder: any Swift.Encoder) throws {
    var container = encoder.unkeyedContainer()
    for row in 0..<vectors.count { try container.encode(Array(vectors[row])) }
  }
}

extension TokenVectorsRecord: JSONWritable {
  /// Writes the rows.
  package func write(to json: inout JSONText) {
    json.array { json in
      for row in 0..<vectors.count { json.numbers(vectors[row]) }
    }
  }
}
