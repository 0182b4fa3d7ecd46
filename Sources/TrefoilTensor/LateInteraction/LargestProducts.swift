internal import CTrefoilKernels

/// For each passage, the mean over the rows of `query` of each one's largest inner product with a
/// row of the passage; zero where either side has no row.
///
/// A passage's mean is the same bits whatever stands beside it and however many threads there are.
/// A product that is not a number is no row's largest.
///
/// - Parameters: `query` of shape `[columns, dimension]`, with the passages' dimension.
package func meansOfLargestProducts(
  _ query: [Float], dimension: Int, _ passages: PassageRows, team: ThreadTeam
) -> [Float] {
  guard passages.count > 0 else { return [] }
  precondition(
    dimension == passages.dimension, "\(dimension) dimensions with \(passages.dimension)")
  let kernels = KernelTable.current.maxsim
  let offsets = passages.offsets
  switch passages.format {
  case .float32:
    let panels = QueryPanels(query, dimension: dimension)
    return unsafe passages.floats.withUnsafeBufferPointer { rows in
      unsafe means(panels.columns, offsets, team) { passage, largest in
        guard let first = rows.baseAddress else { return }
        unsafe kernels.raise_f32(
          panels.numbers.base, panels.columns, dimension,
          first + passage.lowerBound * dimension, passage.count, largest)
      }
    }
  case .float16:
    let panels = QueryPanels(query, dimension: dimension)
    return unsafe passages.halves.withUnsafeBufferPointer { rows in
      unsafe means(panels.columns, offsets, team) { passage, largest in
        guard let first = rows.baseAddress else { return }
        unsafe kernels.raise_f16(
          panels.numbers.base, panels.columns, dimension,
          first + passage.lowerBound * dimension, passage.count, largest)
      }
    }
  case .int8:
    let panels = QuantizedQueryPanels(query, dimension: dimension)
    let stride = trefoil_maxsim_row_bytes(dimension)
    return unsafe passages.bytes.withUnsafeBufferPointer { rows in
      unsafe passages.scales.withUnsafeBufferPointer { scales in
        unsafe means(panels.columns, offsets, team) { passage, largest in
          guard let first = rows.baseAddress, let scale = scales.baseAddress else { return }
          unsafe kernels.raise_i8(
            panels.bytes.base, panels.offsets.base, panels.columns, dimension,
            first + passage.lowerBound * stride, scale + passage.lowerBound, passage.count,
            largest)
          for column in 0..<panels.columns { unsafe largest[column] *= panels.scales[column] }
        }
      }
    }
  }
}

/// The same for passages that each lie in an array of their own, which are read in place.
package func meansOfLargestProducts(
  _ query: [Float], dimension: Int, _ passages: [[Float]], team: ThreadTeam
) -> [Float] {
  let kernels = KernelTable.current.maxsim
  let panels = QueryPanels(query, dimension: dimension)
  var offsets = [0]
  offsets.reserveCapacity(passages.count + 1)
  for passage in passages { offsets.append(offsets[offsets.count - 1] + passage.count / dimension) }
  return unsafe meansByIndex(panels.columns, offsets, team) { index, largest in
    unsafe passages[index].withUnsafeBufferPointer { rows in
      guard let first = rows.baseAddress else { return }
      unsafe kernels.raise_f32(
        panels.numbers.base, panels.columns, dimension, first, rows.count / dimension, largest)
    }
  }
}

/// Rows that a thread takes at a time: a tenth of a millisecond or more at 1,024 dimensions.
private let rowsAPiece = 512

private func means(
  _ columns: Int, _ offsets: [Int], _ team: ThreadTeam,
  _ raise: (_ rows: Range<Int>, _ largest: UnsafeMutablePointer<Float>) -> Void
) -> [Float] {
  unsafe meansByIndex(columns, offsets, team) { index, largest in
    unsafe raise(offsets[index]..<offsets[index + 1], largest)
  }
}

/// The mean of what `raise` makes of minus infinity in each column, for each passage with rows.
private func meansByIndex(
  _ columns: Int, _ offsets: [Int], _ team: ThreadTeam,
  _ raise: (_ passage: Int, _ largest: UnsafeMutablePointer<Float>) -> Void
) -> [Float] {
  let count = offsets.count - 1
  guard columns > 0 else { return [Float](repeating: 0, count: count) }
  let pieces = pieces(of: offsets)
  let width = paddedColumns(columns)
  let scratch = AlignedBuffer<Float>(count: team.count * width)
  return unsafe [Float](unsafeUninitializedCapacity: count) { means, written in
    team.forEach(pieces: pieces.count) { piece, worker in
      let largest = unsafe scratch.base + worker * width
      for passage in pieces[piece] {
        var sum: Float = 0
        if offsets[passage] < offsets[passage + 1] {
          unsafe largest.update(repeating: -.infinity, count: width)
          unsafe raise(passage, largest)
          for column in 0..<columns { sum += unsafe largest[column] }
        }
        unsafe means[passage] = sum / Float(columns)
      }
    }
    written = count
  }
}

/// Runs of passages of about `rowsAPiece` rows.
private func pieces(of offsets: [Int]) -> [Range<Int>] {
  var pieces: [Range<Int>] = []
  var start = 0
  for end in 1..<offsets.count
  where end == offsets.count - 1 || offsets[end] - offsets[start] >= rowsAPiece {
    pieces.append(start..<end)
    start = end
  }
  return pieces
}
