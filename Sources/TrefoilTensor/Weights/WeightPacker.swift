internal import CTrefoilKernels

/// Lays fp16 weights out for the products of one precision.
public struct WeightPacker {
  private let precision: Precision
  private let arena: WeightArena
  private let team: ThreadTeam

  /// Makes a packer with room for matrices of these shapes, `[out, depth]` each.
  public init(precision: Precision, shapes: [[Int]], team: ThreadTeam) {
    self.precision = precision
    self.team = team
    arena = WeightArena(
      capacity: shapes.reduce(0) {
        $0 + WeightArena.rounded(PackedWeight.size(out: $1[0], depth: $1[1], precision))
      })
  }

  /// Packs a matrix of shape `[out, depth]`, and gives back the memory of its source.
  ///
  /// - Parameters: `norm` is the layer normalization that makes the inputs, if one does: 8-bit
  ///   products are smoothed by it.
  public func pack(_ source: HalfTensor, inputsFrom norm: LayerNorm? = nil) -> PackedWeight {
    let rows = WeightRows(source)
    let smoothing = precision == .fast ? norm.map { self.smoothing(rows, $0) } ?? [] : []
    let range = arena.take(PackedWeight.size(out: rows.count, depth: rows.depth, precision))
    let panelCount = PackedWeight.panelCount(out: rows.count)
    let blocks = PackedWeight.blockCount(depth: rows.depth)
    let columns = PackedWeight.columns
    var scales = [Float](repeating: 0, count: precision == .exact ? 0 : panelCount * columns)
    var corrections = [Int32](
      repeating: 0, count: precision == .fast ? panelCount * blocks * columns : 0)
    let panelSize = PackedWeight.panelSize(depth: rows.depth, precision)
    let panels = unsafe arena.pointer(to: range)
    unsafe scales.withUnsafeMutableBufferPointer { scales in
      unsafe corrections.withUnsafeMutableBufferPointer { corrections in
        team.forEach(pieces: panelCount) { number, _ in
          let panel = unsafe Panel(
            to: UnsafeMutableRawBufferPointer(
              rebasing: panels[number * panelSize..<(number + 1) * panelSize]),
            scales: scales.baseAddress.map { unsafe $0 + number * columns },
            corrections: corrections.baseAddress.map { unsafe $0 + number * blocks * columns })
          pack(rows, from: number * columns, smoothing, into: panel)
        }
      }
    }
    source.release()
    return PackedWeight(
      precision: precision, out: rows.count, depth: rows.depth, panels: .owned(arena, range),
      scales: scales, corrections: corrections, factors: smoothing.map { 1 / $0 })
  }

  /// Where one panel goes.
  @safe
  private struct Panel {
    let to: UnsafeMutableRawBufferPointer
    let scales: UnsafeMutablePointer<Float>?
    let corrections: UnsafeMutablePointer<Int32>?

    var base: UnsafeMutableRawPointer {
      guard let base = unsafe to.baseAddress else { preconditionFailure("an empty panel") }
      return unsafe base
    }
  }

  private func pack(_ rows: WeightRows, from first: Int, _ smoothing: [Float], into panel: Panel) {
    let columns = min(PackedWeight.columns, rows.count - first)
    if columns < PackedWeight.columns || !rows.depth.isMultiple(of: 4) {
      unsafe panel.to.initializeMemory(as: UInt8.self, repeating: 0)
    }
    for column in 0..<columns {
      switch precision {
      case .exact:
        unsafe rows.withHalves(of: first + column) { row in
          unsafe trefoil_pack_f16(
            row, rows.depth, column, panel.base.assumingMemoryBound(to: UInt16.self))
        }
      case .balanced:
        unsafe panel.scales?[column] = unsafe trefoil_pack_i16(
          rows.floats(of: first + column), rows.depth, column,
          panel.base.assumingMemoryBound(to: Int16.self))
      case .fast:
        var row = rows.floats(of: first + column)
        for (index, factor) in smoothing.enumerated() { row[index] *= factor }
        guard let corrections = unsafe panel.corrections else { return }
        unsafe panel.scales?[column] = unsafe trefoil_pack_i8(
          row, rows.depth, column, panel.base.assumingMemoryBound(to: Int8.self), corrections)
      }
    }
  }

  /// How strong an input of a LayerNorm becomes, times its gain: about its largest in a few hundred
  /// tokens.
  private static let deviations: Float = 3

  /// What each input is divided by, and its weights multiplied by, so that channels that the
  /// LayerNorm makes large don't cost the others their bits: √(largest input / largest weight),
  /// SmoothQuant's α of 1/2 with the inputs' size taken from the LayerNorm's own parameters.
  private func smoothing(_ rows: WeightRows, _ norm: LayerNorm) -> [Float] {
    let largest = largestMagnitudes(rows)
    let factors: [Float?] = zip(zip(norm.scale, norm.shift), largest).map { parameters, weight in
      guard weight > 0 else { return nil }
      let input = Self.deviations * abs(parameters.0) + abs(parameters.1)
      return (max(input, 1e-6) / max(weight, 1e-6)).squareRoot()
    }
    // A common factor changes nothing; with a mean of 1 the numbers stay in range. An input without
    // weights needs none, and has no part in the mean.
    let used = factors.compactMap(\.self)
    let mean = used.reduce(0, +) / Float(max(used.count, 1))
    return factors.map { $0.map { max($0 / mean, 1e-3) } ?? 1 }
  }

  /// The largest magnitude of each input's weights.
  private func largestMagnitudes(_ rows: WeightRows) -> [Float] {
    let depth = rows.depth
    var byWorker = [Float](repeating: 0, count: team.count * depth)
    unsafe byWorker.withUnsafeMutableBufferPointer { byWorker in
      let columns = PackedWeight.columns
      team.forEach(pieces: PackedWeight.panelCount(out: rows.count)) { panel, worker in
        guard let largest = unsafe byWorker.baseAddress.map({ unsafe $0 + worker * depth }) else {
          return
        }
        for row in panel * columns..<min((panel + 1) * columns, rows.count) {
          unsafe trefoil_take_magnitudes(rows.floats(of: row), depth, largest)
        }
      }
    }
    return (0..<depth).map { input in
      (0..<team.count).reduce(0) { max($0, byWorker[$1 * depth + input]) }
    }
  }
}

/// A weight matrix row by row.
private struct WeightRows: Sendable {
  let count: Int
  let depth: Int
  private let source: HalfTensor

  init(_ source: HalfTensor) {
    count = source.shape[0]
    depth = source.shape[1]
    self.source = source
  }

  func withHalves(of row: Int, _ body: (UnsafePointer<UInt16>) -> Void) {
    unsafe source.withHalves { halves in
      if let first = halves.baseAddress { unsafe body(first + row * depth) }
    }
  }

  func floats(of row: Int) -> [Float] {
    let widen = unsafe KernelTable.current.convert.f32_from_f16
    return unsafe [Float](unsafeUninitializedCapacity: depth) { to, count in
      if let to = to.baseAddress {
        unsafe withHalves(of: row) { unsafe widen($0, to, depth) }
      }
      count = depth
    }
  }
}
