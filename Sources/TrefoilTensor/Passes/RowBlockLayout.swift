/// Where each worker's parts lie in the memory of row blocks, in bytes.
struct RowBlockLayout {
  /// Where quantized rows and their scales lie, and how far apart.
  struct Quantized {
    let values: Int
    let scales: Int
    let stride: Int
    let scaleStride: Int
  }

  let rows: Int
  /// The most columns of rows that are inputs, and of inner states.
  let hidden: Int
  let inner: Int
  /// Quantized inputs, the first of several places.
  private let firstInput: Quantized
  /// How far these are apart.
  private let inputStep: Int
  /// The feed-forward block's inner states, in the precision's own numbers.
  let states: Quantized
  /// fp32 outputs of one block of columns before they are quantized, `[rows, 256]`.
  let outputs: Int
  /// The last panel's outputs where fewer than 64 columns count, `[rows, 64]`.
  let partial: Int
  /// fp32 weights that were just widened.
  let weights: Int
  let size: Int

  /// The rows of a tile of every vector kernel.
  static let tileRows = 6
  /// The most rows of a block: so many let a thread reach its full speed while the weights stream
  /// by, and take 200 to 800 KB at 1,024 columns.
  static let largest = 192

  /// Layers that share their inputs: queries, keys and values.
  private static let mostInputs = 3

  /// Where quantized inputs lie, in a place for each layer that shares them but not their smoothing.
  func input(_ slot: Int) -> Quantized {
    precondition(slot < Self.mostInputs, "slot \(slot) of \(Self.mostInputs)")
    return Quantized(
      values: firstInput.values + slot * inputStep, scales: firstInput.scales + slot * inputStep,
      stride: firstInput.stride, scaleStride: firstInput.scaleStride)
  }

  init(rows: Int, hidden: Int, inner: Int, _ precision: Precision) {
    var total = 0
    func part(_ bytes: Int) -> Int {
      defer { total += WeightArena.rounded(bytes) }
      return total
    }
    func quantized(_ depth: Int) -> Quantized {
      let stride = (depth + 3) / 4 * 4
      let scaleStride = PackedWeight.blockCount(depth: depth)
      return Quantized(
        values: part(rows * stride * precision.inputSize), scales: part(rows * scaleStride * 4),
        stride: stride, scaleStride: scaleStride)
    }
    self.rows = rows
    self.hidden = hidden
    self.inner = inner
    if precision == .exact {
      (firstInput, inputStep) = (quantized(0), 0)
    } else {
      firstInput = quantized(hidden)
      inputStep = total
      for _ in 1..<Self.mostInputs { _ = quantized(hidden) }
    }
    states = quantized(inner)
    outputs = part(rows * PackedWeight.block * 4)
    partial = part(rows * PackedWeight.columns * 4)
    weights = precision == .exact ? part(PackedWeight.slice * PackedWeight.columns * 4) : total
    size = total
  }
}
