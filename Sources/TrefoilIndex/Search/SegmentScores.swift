internal import Trefoil
internal import TrefoilTensor

/// Scores rows of a segment.
struct SegmentScores {
  let segment: LiveSegment
  let query: IndexQuery
  let team: ThreadTeam

  func dense(_ rows: [Int]) -> [Float] {
    guard let query = query.dense else { return rows.map { _ in 0 } }
    let dimension = query.count
    return segment.file.withBytes(.denseCodes) { codes in
      segment.file.withBytes(.denseScales) { scales in
        rows.map { row in
          var sum: Float = 0
          for place in 0..<dimension {
            sum +=
              query[place]
              * Float(
                unsafe codes.unsafeLoad(fromByteOffset: row * dimension + place, as: Int8.self))
          }
          return sum * (unsafe scales.unsafeLoad(fromByteOffset: 4 * row, as: Float.self))
        }
      }
    }
  }

  func sparse(_ rows: [Int]) -> [Float] {
    guard let query = query.lexicalWeights else { return rows.map { _ in 0 } }
    let count = segment.file.rows
    return segment.file.withBytes(.sparseRows) { bytes in
      let total = Int(unsafe bytes.unsafeLoad(fromByteOffset: 8 * count, as: UInt64.self))
      return rows.map { row in
        let start = Int(unsafe bytes.unsafeLoad(fromByteOffset: 8 * row, as: UInt64.self))
        let end = Int(unsafe bytes.unsafeLoad(fromByteOffset: 8 * row + 8, as: UInt64.self))
        var sum: Float = 0
        for place in start..<end {
          let base = 8 * (count + 1)
          let token = unsafe bytes.unsafeLoad(fromByteOffset: base + 4 * place, as: Int32.self)
          sum +=
            query[token]
            * (unsafe bytes.unsafeLoad(fromByteOffset: base + 4 * (total + place), as: Float.self))
        }
        return sum
      }
    }
  }

  func colbert(_ rows: [Int]) throws -> [Float] {
    guard let query = query.tokenVectors else { return rows.map { _ in 0 } }
    let dimension = query.dimension
    return try segment.file.withBytes(.tokenCodes) { codes in
      try segment.file.withBytes(.tokenScales) { scales in
        try rows.map { row in
          let range = try segment.file.tokenRange(row)
          var sum: Float = 0
          for token in 0..<query.count where !range.isEmpty {
            var best = -Float.infinity
            for vector in range {
              var product: Float = 0
              for place in 0..<dimension {
                product +=
                  query.values[token * dimension + place]
                  * Float(
                    unsafe codes.unsafeLoad(
                      fromByteOffset: vector * dimension + place, as: Int8.self))
              }
              best = max(
                best,
                product * (unsafe scales.unsafeLoad(fromByteOffset: 4 * vector, as: Float.self)))
            }
            sum += best
          }
          return query.count > 0 ? sum / Float(query.count) : 0
        }
      }
    }
  }
}
