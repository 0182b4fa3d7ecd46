internal import Trefoil
package import TrefoilScoring
internal import TrefoilTensor

/// The embeddings of some texts, laid end to end.
///
/// A text has one unit or more: itself, or its windows. Each list of offsets rises from 0.
package struct EmbeddingSegment: Sendable {
  /// Where each text's units start, then the total, shape `[texts + 1]`.
  package var unitOffsets: [UInt32] = [0]
  /// Each unit's tokens before any cut, shape `[units]`.
  package var tokensSeen: [UInt32] = []
  /// Each unit's tokens that the encoder read, shape `[units]`.
  package var tokensUsed: [UInt32] = []
  /// The dense vectors, shape `[units, denseDimension]`; empty if not asked for.
  package var dense: [Float] = []
  /// The numbers of a dense vector; zero if there are none.
  package var denseDimension = 0
  /// Where each unit's lexical weights start, then the total, shape `[units + 1]`.
  package var sparseOffsets: [UInt32] = [0]
  /// The tokens that carry weight, rising within a unit.
  package var sparseTokens: [TokenID] = []
  /// The weights beside `sparseTokens`.
  package var sparseWeights: [Float] = []
  /// Where each unit's ColBERT rows start, then the total, shape `[units + 1]`.
  package var colbertOffsets: [UInt32] = [0]
  /// The ColBERT rows as half bits, shape `[rows, colbertDimension]`.
  package var colbert: [UInt16] = []
  /// The numbers of a ColBERT row; zero if there are none.
  package var colbertDimension = 0

  /// What reports say of a segment.
  package struct Facts: Equatable, Sendable {
    /// The number of units.
    package var unitCount = 0
    /// The number of tokens that the encoder read.
    package var tokenCount = 0
    /// The number of units that lost tokens.
    package var truncatedCount = 0

    /// Adds those of another segment.
    package mutating func add(_ other: Facts) {
      unitCount += other.unitCount
      tokenCount += other.tokenCount
      truncatedCount += other.truncatedCount
    }
  }

  /// Makes a segment without texts.
  package init() {}

  /// Lays the units of texts end to end; the ColBERT rows are rounded to fp16.
  package init(_ texts: [[Embedding]]) {
    var rows = RowGroups(format: .float16)
    for units in texts {
      for unit in units { append(unit, &rows) }
      unitOffsets.append(UInt32(tokensSeen.count))
    }
    colbert = rows.halves
    colbertDimension = rows.dimension
  }

  private mutating func append(_ unit: Embedding, _ rows: inout RowGroups) {
    tokensSeen.append(UInt32(unit.tokenCounts.seen))
    tokensUsed.append(UInt32(unit.tokenCounts.used))
    if let vector = unit.dense {
      dense += vector
      denseDimension = vector.count
    }
    if let weights = unit.lexicalWeights {
      sparseTokens += weights.tokenIDs
      sparseWeights += weights.weights
    }
    sparseOffsets.append(UInt32(sparseTokens.count))
    if let vectors = unit.tokenVectors {
      rows.append(vectors.values, dimension: vectors.dimension)
    }
    colbertOffsets.append(UInt32(rows.offsets[rows.count]))
  }

  /// The number of texts.
  package var count: Int { unitOffsets.count - 1 }
  /// The number of units.
  package var unitCount: Int { tokensSeen.count }

  /// What reports say of it.
  package var facts: Facts {
    Facts(
      unitCount: unitCount, tokenCount: tokensUsed.reduce(0) { $0 + Int($1) },
      truncatedCount: zip(tokensSeen, tokensUsed).reduce(0) { $0 + ($1.0 > $1.1 ? 1 : 0) })
  }

  /// A unit's dense vector, shape `[denseDimension]`.
  package func denseVector(_ unit: Int) -> [Float] {
    Array(dense[unit * denseDimension..<(unit + 1) * denseDimension])
  }

  /// The places of a unit's lexical weights.
  package func sparseRange(_ unit: Int) -> Range<Int> {
    Int(sparseOffsets[unit])..<Int(sparseOffsets[unit + 1])
  }

  /// A unit's ColBERT rows, widened; nil if there are none.
  package func tokenVectors(_ unit: Int) -> TokenVectors? {
    guard colbertDimension > 0 else { return nil }
    let range = Int(colbertOffsets[unit])..<Int(colbertOffsets[unit + 1])
    let halves = Array(
      colbert[range.lowerBound * colbertDimension..<range.upperBound * colbertDimension])
    return TokenVectors(
      values: HalfTensor(halves: halves, shape: [halves.count]).floats(),
      dimension: colbertDimension)
  }

  /// The ColBERT rows of some units, ready to be scored.
  package func passageVectors(_ units: Range<Int>) -> PassageVectors {
    let first = colbertOffsets[units.lowerBound]
    let last = colbertOffsets[units.upperBound]
    return PassageVectors(
      rows: RowGroups(
        halves: Array(colbert[Int(first) * colbertDimension..<Int(last) * colbertDimension]),
        dimension: colbertDimension,
        offsets: colbertOffsets[units.lowerBound...units.upperBound].map { Int($0 - first) }))
  }
}
