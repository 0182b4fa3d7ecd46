internal import CTrefoilKernels

/// Rows of a batch that go through steps together; see `RowBlocks`.
///
/// Views that a step gets show the whole batch; the step touches the rows of its block.
@safe
public struct RowBlock {
  /// Who does the work of a step.
  enum Crew {
    /// All threads, each a part of the columns.
    case together(ThreadTeam)
    /// One of several that each have a block.
    case alone(worker: Int)

    func forEach(pieces: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
      switch self {
      case .together(let team): team.forEach(pieces: pieces, body)
      case .alone(let worker): for piece in 0..<pieces { body(piece, worker) }
      }
    }

    /// Hands out runs of neighbours, a few for each thread, so that each can fetch what comes next.
    func forEachRun(of count: Int, _ body: (_ run: Range<Int>, _ worker: Int) -> Void) {
      switch self {
      case .together(let team):
        let size = max(1, count / (team.count * 2))
        team.forEach(pieces: (count + size - 1) / size) { piece, worker in
          body(piece * size..<min(count, (piece + 1) * size), worker)
        }
      case .alone(let worker): body(0..<count, worker)
      }
    }
  }

  /// The block's rows in the batch.
  public let rows: Range<Int>
  private let precision: Precision
  private let crew: Crew
  private let layout: RowBlockLayout
  private let base: UnsafeMutablePointer<UInt8>
  private let lane: Int
  private let kernels = KernelTable.current

  init(
    rows: Range<Int>, precision: Precision, crew: Crew, layout: RowBlockLayout,
    base: UnsafeMutablePointer<UInt8>, lane: Int
  ) {
    self.rows = rows
    self.precision = precision
    self.crew = crew
    self.layout = layout
    unsafe self.base = base
    self.lane = lane
  }

  /// Sets `out` to `x · weightᵀ + bias`.
  public func setProduct(of x: MatrixView, _ layer: LinearLayer, into out: MatrixView) {
    layer.withPointers { layer in
      multiply(take(x, [layer]), accumulate: false, into: out)
    }
  }

  /// Sets `out` to the outputs of three layers side by side, each `x · weightᵀ + bias`.
  public func setProducts(
    of x: MatrixView, _ first: LinearLayer, _ second: LinearLayer, _ third: LinearLayer,
    into out: MatrixView
  ) {
    first.withPointers { first in
      second.withPointers { second in
        third.withPointers { third in
          multiply(take(x, [first, second, third]), accumulate: false, into: out)
        }
      }
    }
  }

  /// Adds `x · weightᵀ + bias` to `out`.
  public func addProduct(of x: MatrixView, _ layer: LinearLayer, to out: MatrixView) {
    layer.withPointers { layer in
      multiply(take(x, [layer]), accumulate: true, into: out)
    }
  }

  /// Normalizes every row: (x − mean) / √(variance + ε) · scale + shift.
  public func normalize(_ x: MatrixView, _ norm: LayerNorm) {
    precondition(norm.scale.count == x.columns, "\(norm.scale.count) gains for \(x.columns)")
    let normalize = unsafe kernels.elementwise.layer_norm
    unsafe norm.scale.withUnsafeBufferPointer { scale in
      unsafe norm.shift.withUnsafeBufferPointer { shift in
        guard let scale = scale.baseAddress, let shift = shift.baseAddress else { return }
        forEachRow { row in
          unsafe normalize(x.pointer(row: row), scale, shift, norm.epsilon, x.columns)
        }
      }
    }
  }

  /// Adds the feed-forward block to `x`: gelu(x · innerᵀ) · outerᵀ, with both biases.
  public func addFeedForward(_ x: MatrixView, inner: LinearLayer, outer: LinearLayer) {
    precondition(outer.weight.depth == inner.out, "\(outer.weight.depth) for \(inner.out)")
    let states = unsafe innerStates(of: x, inner)
    outer.withPointers { outer in
      unsafe multiply([Factor(x: states, outer)], accumulate: true, into: x)
    }
  }
}

/// A linear layer's parts where C finds them, valid as long as the layer, without references that
/// each use would count.
@safe
struct LinearPointers {
  let out: Int
  let depth: Int
  let panels: UnsafeRawPointer
  /// How many bytes there are behind the panels.
  let bytesBehind: Int
  let scales: UnsafePointer<Float>?
  let corrections: UnsafePointer<Int32>?
  let bias: UnsafePointer<Float>?
  let factors: UnsafePointer<Float>?
}

extension LinearLayer {
  func withPointers(_ body: (LinearPointers) -> Void) {
    unsafe weight.withPanels { panels in
      unsafe weight.scales.withUnsafeBufferPointer { scales in
        unsafe weight.corrections.withUnsafeBufferPointer { corrections in
          unsafe bias.withUnsafeBufferPointer { bias in
            unsafe weight.factors.withUnsafeBufferPointer { factors in
              body(
                unsafe LinearPointers(
                  out: out, depth: weight.depth, panels: panels,
                  bytesBehind: weight.bytesBehind, scales: scales.baseAddress,
                  corrections: corrections.baseAddress, bias: bias.baseAddress,
                  factors: factors.isEmpty ? nil : factors.baseAddress))
            }
          }
        }
      }
    }
  }
}

// MARK: Rows as the products take them

extension RowBlock {
  /// Rows that one thread takes at a time: enough work to pay for handing them out.
  private static let rowsAPiece = 8

  private func forEachRow(_ body: (Int) -> Void) {
    crew.forEach(pieces: (rows.count + Self.rowsAPiece - 1) / Self.rowsAPiece) { piece, _ in
      let first = rows.lowerBound + piece * Self.rowsAPiece
      for row in first..<min(first + Self.rowsAPiece, rows.upperBound) { body(row) }
    }
  }

  private func memory(of worker: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(unsafe base + worker * layout.size)
  }

  private func floats(at offset: Int, of worker: Int) -> UnsafeMutablePointer<Float> {
    unsafe (memory(of: worker) + offset).assumingMemoryBound(to: Float.self)
  }

  /// The rows of `x` as the products of layers that share them take them: as they are, or quantized,
  /// for layers with smoothing in a slot each.
  private func take(_ x: MatrixView, _ layers: [LinearPointers]) -> [Factor] {
    for depth in layers.map(\.depth) {
      precondition(x.columns == depth, "\(x.columns) columns for \(depth) inputs")
      precondition(
        precision == .exact || depth <= layout.hidden,
        "\(depth) inputs where \(layout.hidden) have room")
    }
    precondition(rows.upperBound <= x.rows, "rows \(rows) of \(x.rows)")
    guard precision != .exact else {
      let taken = unsafe trefoil_rows(
        values: x.pointer(row: rows.lowerBound), count: rows.count, stride: x.stride, scales: nil,
        scale_stride: 0)
      return layers.map { unsafe Factor(x: taken, $0) }
    }
    let smoothed = layers.filter { unsafe $0.factors != nil }.count
    precondition(
      smoothed == 0 || smoothed == layers.count, "\(smoothed) of \(layers.count) are smoothed")
    let slots = smoothed == 0 ? Array(layers.prefix(1)) : layers
    forEachRow { row in
      for (slot, layer) in slots.enumerated() {
        unsafe quantize(
          x.pointer(row: row), layer.factors, x.columns, row: row - rows.lowerBound, column: 0,
          layout.input(slot))
      }
    }
    return layers.enumerated().map { index, layer in
      unsafe Factor(x: quantizedRows(layout.input(smoothed == 0 ? 0 : index)), layer)
    }
  }

  private func quantizedRows(_ place: RowBlockLayout.Quantized) -> trefoil_rows {
    unsafe trefoil_rows(
      values: memory(of: lane) + place.values, count: rows.count, stride: place.stride,
      scales: floats(at: place.scales, of: lane), scale_stride: place.scaleStride)
  }

  /// Quantizes numbers to a row of a place, from a column on that begins a block.
  private func quantize(
    _ x: UnsafePointer<Float>, _ factors: UnsafePointer<Float>?, _ count: Int, row: Int,
    column: Int, _ place: RowBlockLayout.Quantized
  ) {
    let index = row * place.stride + column
    let values = unsafe memory(of: lane) + place.values
    let scales =
      unsafe floats(at: place.scales, of: lane) + row * place.scaleStride
      + column / PackedWeight.block
    if precision == .balanced {
      unsafe kernels.products.quantize_i16(
        x, factors, count, values.assumingMemoryBound(to: Int16.self) + index, scales)
    } else {
      unsafe kernels.products.quantize_i8(
        x, factors, count, values.assumingMemoryBound(to: UInt8.self) + index, scales)
    }
  }
}

// MARK: Products

extension RowBlock {
  /// A layer and the rows that it is to multiply.
  @safe
  private struct Factor {
    let x: trefoil_rows
    let layer: LinearPointers

    init(x: trefoil_rows, _ layer: LinearPointers) {
      unsafe self.x = x
      self.layer = layer
    }
  }

  /// Writes the products side by side, in one round of work.
  private func multiply(_ factors: [Factor], accumulate: Bool, into out: MatrixView) {
    let outputs = factors.reduce(0) { $0 + $1.layer.out }
    precondition(out.columns == outputs, "\(outputs) outputs into \(out.columns) columns")
    precondition(rows.upperBound <= out.rows, "rows \(rows) of \(out.rows)")
    let to = unsafe out.pointer(row: rows.lowerBound)
    let panels = factors.reduce(0) { $0 + PackedWeight.panelCount(out: $1.layer.out) }
    crew.forEachRun(of: panels) { run, worker in
      var (first, column) = (0, 0)
      for factor in factors {
        let count = PackedWeight.panelCount(out: factor.layer.out)
        for panel in run.clamped(to: first..<first + count) {
          unsafe multiply(
            factor.x, factor.layer, panel: panel - first, accumulate: accumulate,
            into: to + column + (panel - first) * PackedWeight.columns, out.stride, worker: worker)
        }
        first += count
        column += factor.layer.out
      }
    }
  }

  /// Multiplies by one panel; of the last one only the columns that count are written.
  private func multiply(
    _ x: trefoil_rows, _ layer: LinearPointers, panel: Int, accumulate: Bool,
    into out: UnsafeMutablePointer<Float>, _ stride: Int, worker: Int
  ) {
    let columns = PackedWeight.columns
    let count = min(columns, layer.out - panel * columns)
    guard count < columns else {
      return unsafe multiplyWhole(
        x, layer, panel: panel, accumulate: accumulate, into: out, stride, worker: worker)
    }
    let partial = unsafe floats(at: layout.partial, of: worker)
    unsafe multiplyWhole(
      x, layer, panel: panel, accumulate: false, into: partial, columns, worker: worker)
    for row in 0..<rows.count {
      for column in 0..<count {
        let value = unsafe partial[row * columns + column]
        let place = unsafe out + row * stride + column
        unsafe place.pointee = accumulate ? unsafe place.pointee + value : value
      }
    }
  }

  private func multiplyWhole(
    _ x: trefoil_rows, _ layer: LinearPointers, panel number: Int, accumulate: Bool,
    into out: UnsafeMutablePointer<Float>, _ stride: Int, worker: Int
  ) {
    let depth = layer.depth
    let columns = PackedWeight.columns
    let size = PackedWeight.panelSize(depth: depth, precision)
    let values = unsafe layer.panels + number * size
    // Behind the last panel lies the weight that is wanted next, where a model's are in their order.
    let isLast = number + 1 == PackedWeight.panelCount(out: layer.out)
    let nextSize = isLast ? min(size, layer.bytesBehind) : size
    guard precision != .exact else {
      return unsafe multiplyHalves(
        x, values.assumingMemoryBound(to: UInt16.self), depth: depth, nextSize: nextSize,
        bias: layer.bias.map { unsafe $0 + number * columns }, accumulate: accumulate, into: out,
        stride, worker: worker)
    }
    var rows = unsafe x
    var panel = unsafe trefoil_panel(
      values: values, depth: depth,
      scales: layer.scales.map { unsafe $0 + number * columns },
      bias: layer.bias.map { unsafe $0 + number * columns },
      corrections: layer.corrections.map {
        unsafe $0 + number * PackedWeight.blockCount(depth: depth) * columns
      },
      next: values + size, next_bytes: nextSize)
    if precision == .balanced {
      unsafe kernels.products.multiply_i16(&rows, &panel, accumulate ? 1 : 0, out, stride)
    } else {
      unsafe kernels.products.multiply_i8(&rows, &panel, accumulate ? 1 : 0, out, stride)
    }
  }

  /// Up to so many rows, weights are widened where they are used.
  private static let fewRows = 24

  /// Multiplies by an fp16 panel slice by slice; sums go on from slice to slice.
  private func multiplyHalves(
    _ x: trefoil_rows, _ halves: UnsafePointer<UInt16>, depth: Int, nextSize: Int,
    bias: UnsafePointer<Float>?, accumulate: Bool, into out: UnsafeMutablePointer<Float>,
    _ stride: Int, worker: Int
  ) {
    let columns = PackedWeight.columns
    let first = unsafe x.values.assumingMemoryBound(to: Float.self)
    let isScalar = kernels.instructionSet == .scalar
    let isFew = rows.count <= Self.fewRows && !isScalar
    let widened = unsafe floats(at: layout.weights, of: worker)
    for start in Swift.stride(from: 0, to: depth, by: PackedWeight.slice) {
      let count = min(PackedWeight.slice, depth - start)
      let slice = unsafe halves + start * columns
      let isEnd = start + count == depth
      var rows = unsafe x
      unsafe rows.values = UnsafeRawPointer(first + start)
      var panel = unsafe trefoil_panel(
        values: isFew ? UnsafeRawPointer(slice) : UnsafeRawPointer(widened), depth: count,
        scales: nil, bias: start == 0 ? bias : nil, corrections: nil, next: slice + count * columns,
        next_bytes: min(isEnd ? nextSize : .max, count * columns * 2))
      let goesOn: Int32 = accumulate || start > 0 ? 1 : 0
      if isFew {
        unsafe kernels.products.multiply_f16(&rows, &panel, goesOn, out, stride)
      } else {
        unsafe kernels.convert.f32_from_f16(slice, widened, count * columns)
        if isScalar {
          unsafe multiplyByBLAS(rows, panel, accumulate: goesOn != 0, into: out, stride)
        } else {
          unsafe kernels.products.multiply_f32(&rows, &panel, goesOn, out, stride)
        }
      }
    }
  }

  /// What `multiply_f32` does, where there are no vector kernels; here alone a row's last bits may
  /// depend on how many rows there are.
  private func multiplyByBLAS(
    _ x: trefoil_rows, _ panel: trefoil_panel, accumulate: Bool,
    into out: UnsafeMutablePointer<Float>, _ stride: Int
  ) {
    for row in unsafe 0..<x.count {
      for column in 0..<PackedWeight.columns {
        let place = unsafe out + row * stride + column
        let start = unsafe panel.bias?[column] ?? 0
        unsafe place.pointee = unsafe accumulate ? place.pointee + start : start
      }
    }
    let half = Int(TREFOIL_HALF_PANEL)
    let values = unsafe panel.values.assumingMemoryBound(to: Float.self)
    for column in Swift.stride(from: 0, to: PackedWeight.columns, by: half) {
      unsafe addProductByBLAS(
        m: x.count, n: half, k: panel.depth, x.values.assumingMemoryBound(to: Float.self),
        stride: x.stride, values + column * panel.depth, stride: half, into: out + column,
        stride: stride)
    }
  }
}

// MARK: The feed-forward block

extension RowBlock {
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
