internal import CTrefoilKernels

/// For each group of rows, the mean over `vectors` of each one's largest inner product with a row of
/// the group; zero where either side has none.
///
/// A group's mean is the same bits whatever stands beside it and however many threads there are.
/// A product that is not a number is no vector's largest.
///
/// - Parameters: `vectors` of shape `[columns, dimension]`, with the groups' dimension.
package func meansOfLargestProducts(
  _ vectors: [Float], dimension: Int, _ groups: RowGroups, team: ThreadTeam
) -> [Float] {
  guard groups.count > 0 else { return [] }
  precondition(
    dimension == groups.dimension, "\(dimension) dimensions with \(groups.dimension)")
  let kernels = KernelTable.current.maxsim
  let offsets = groups.offsets
  switch groups.format {
  case .float32:
    let panels = ColumnPanels(vectors, dimension: dimension)
    return unsafe groups.floats.withUnsafeBufferPointer { rows in
      unsafe means(panels.columns, offsets, team) { group, largest in
        guard let first = rows.baseAddress else { return }
        unsafe kernels.raise_f32(
          panels.numbers.base, panels.columns, dimension,
          first + group.lowerBound * dimension, group.count, largest)
      }
    }
  case .float16:
    let panels = ColumnPanels(vectors, dimension: dimension)
    return unsafe groups.halves.withUnsafeBufferPointer { rows in
      unsafe means(panels.columns, offsets, team) { group, largest in
        guard let first = rows.baseAddress else { return }
        unsafe kernels.raise_f16(
          panels.numbers.base, panels.columns, dimension,
          first + group.lowerBound * dimension, group.count, largest)
      }
    }
  case .int8:
    let panels = QuantizedColumnPanels(vectors, dimension: dimension)
    let stride = trefoil_maxsim_row_bytes(dimension)
    return unsafe groups.bytes.withUnsafeBufferPointer { rows in
      unsafe groups.scales.withUnsafeBufferPointer { scales in
        unsafe means(panels.columns, offsets, team) { group, largest in
          guard let first = rows.baseAddress, let scale = scales.baseAddress else { return }
          unsafe kernels.raise_i8(
            panels.bytes.base, panels.offsets.base, panels.columns, dimension,
            first + group.lowerBound * stride, scale + group.lowerBound, group.count,
            largest)
          for column in 0..<panels.columns { unsafe largest[column] *= panels.scales[column] }
        }
      }
    }
  }
}

/// The same for groups that each lie in an array of their own, which are read in place.
package func meansOfLargestProducts(
  _ vectors: [Float], dimension: Int, _ groups: [[Float]], team: ThreadTeam
) -> [Float] {
  let kernels = KernelTable.current.maxsim
  let panels = ColumnPanels(vectors, dimension: dimension)
  var offsets = [0]
  offsets.reserveCapacity(groups.count + 1)
  for group in groups { offsets.append(offsets[offsets.count - 1] + group.count / dimension) }
  return unsafe meansByIndex(panels.columns, offsets, team) { index, _, largest in
    unsafe groups[index].withUnsafeBufferPointer { rows in
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
  unsafe meansByIndex(columns, offsets, team) { index, _, largest in
    unsafe raise(offsets[index]..<offsets[index + 1], largest)
  }
}

/// The mean of what `raise` makes of minus infinity in each column, for each group that has rows.
///
/// `offsets` say how many rows each group has; a worker raises one group at a time.
func meansByIndex(
  _ columns: Int, _ offsets: [Int], _ team: ThreadTeam,
  _ raise: (_ group: Int, _ worker: Int, _ largest: UnsafeMutablePointer<Float>) -> Void
) -> [Float] {
  let count = offsets.count - 1
  guard columns > 0 else { return [Float](repeating: 0, count: count) }
  let pieces = pieces(of: offsets)
  let width = paddedColumns(columns)
  let scratch = AlignedBuffer<Float>(count: team.count * width)
  return unsafe [Float](unsafeUninitializedCapacity: count) { means, written in
    team.forEach(pieces: pieces.count) { piece, worker in
      let largest = unsafe scratch.base + worker * width
      for group in pieces[piece] {
        var sum: Float = 0
        if offsets[group] < offsets[group + 1] {
          unsafe largest.update(repeating: -.infinity, count: width)
          unsafe raise(group, worker, largest)
          for column in 0..<columns { sum += unsafe largest[column] }
        }
        unsafe means[group] = sum / Float(columns)
      }
    }
    written = count
  }
}

/// Runs of groups of about `rowsAPiece` rows.
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
