internal import CTrefoilKernels

extension RowBlock {
  /// Adds the feed-forward block to `x`: gelu(x · innerᵀ) · outerᵀ, with both biases.
  public func addFeedForward(_ x: MatrixView, inner: LinearLayer, outer: LinearLayer) {
    precondition(outer.weight.depth == inner.out, "\(outer.weight.depth) for \(inner.out)")
    let states = unsafe innerStates(of: x, inner)
    outer.withPointers { outer in
      unsafe multiply([Factor(x: states, outer)], accumulate: true, into: x)
    }
  }

  /// The inner states of the feed-forward block, made 256 columns at a time: these share a scale
  /// when they are quantized, so fp32 states exist for one such block of columns alone.
  private func innerStates(of x: MatrixView, _ inner: LinearLayer) -> trefoil_rows {
    precondition(
      inner.out <= layout.inner, "\(inner.out) inner states where \(layout.inner) have room")
    inner.withPointers { layer in
      let input = take(x, [layer])[0]
      crew.forEach(pieces: PackedWeight.blockCount(depth: inner.out)) { block, worker in
        makeStates(from: block * PackedWeight.block, of: input, worker: worker)
      }
    }
    return unsafe quantizedRows(layout.states)
  }

  /// Makes the states of one block of columns; in `exact`, where they stay.
  private func makeStates(
    from first: Int, of input: Factor, worker: Int
  ) {
    let count = min(PackedWeight.block, input.layer.out - first)
    let stays = precision == .exact
    let stride = stays ? layout.states.stride : PackedWeight.block
    let out =
      unsafe stays
      ? floats(at: layout.states.values, of: lane) + first : floats(at: layout.outputs, of: worker)
    for column in Swift.stride(from: 0, to: count, by: PackedWeight.columns) {
      unsafe multiply(
        input.x, input.layer, panel: (first + column) / PackedWeight.columns, accumulate: false,
        into: out + column, stride, worker: worker)
    }
    for row in 0..<rows.count {
      let states = unsafe out + row * stride
      unsafe kernels.elementwise.gelu(states, count)
      if !stays { unsafe quantize(states, nil, count, row: row, column: first, layout.states) }
    }
  }
}
