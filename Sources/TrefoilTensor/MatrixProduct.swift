internal import COpenBLAS
internal import CTrefoilKernels

/// The one door to the matrix products: c = alpha · a · b or, with `transposed`, alpha · a · bᵀ.
///
/// Row-major fp32 with fp32 sums; a is `[m, k]`, b is `[k, n]` (or `[n, k]`), c is `[m, n]` and
/// is only written. A stride is the distance between rows. It runs on the calling thread alone.
func product(
  m: Int, n: Int, k: Int,
  alpha: Float = 1,
  _ a: UnsafePointer<Float>, stride aStride: Int,
  _ b: UnsafePointer<Float>, stride bStride: Int, transposed: Bool,
  into c: UnsafeMutablePointer<Float>, stride cStride: Int
) {
  guard m > 0 && n > 0 else { return }
  _ = singleThreadedBLAS
  unsafe cblas_sgemm(
    CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans,
    blasint(m), blasint(n), blasint(k),
    alpha, a, blasint(aStride), b, blasint(bStride),
    0, c, blasint(cStride)
  )
}

/// Keeps OpenBLAS from starting threads under ours; its setting is the process's own.
private let singleThreadedBLAS: Void = openblas_set_num_threads(1)

/// Memory in which each thread widens the fp16 weights that it is about to multiply by.
public struct PanelScratch: ~Copyable {
  fileprivate let team: ThreadTeam
  private let panels: AlignedBuffer<Float>

  /// A panel's numbers at most: 8 MiB, enough rows that packing the other side again for each
  /// panel is lost in the product, and little enough to stay in a shared L3.
  fileprivate static let panelNumbers = 2 << 20
  /// A panel's numbers when few rows meet it: 256 KiB stays in L2 between widening and product.
  private static let smallPanelNumbers = 64 << 10
  /// Below this many rows the product takes no longer than the widening.
  private static let fewRows = 64

  /// Makes scratch for the threads of a team.
  public init(team: ThreadTeam) {
    self.team = team
    panels = AlignedBuffer(count: team.count * Self.panelNumbers)
  }

  fileprivate func panel(of worker: Int) -> UnsafeMutablePointer<Float> {
    unsafe panels.base + worker * Self.panelNumbers
  }

  /// How many of a weight's rows to widen at once, so that every thread gets its share.
  fileprivate func panelRows(weightRows: Int, depth: Int, inputRows: Int) -> Int {
    let numbers = inputRows < Self.fewRows ? Self.smallPanelNumbers : Self.panelNumbers
    let share = (weightRows + team.count - 1) / team.count
    return max(1, min(share, numbers / max(depth, 1)))
  }
}

extension Matrix {
  /// Writes `x[xRows] · weightᵀ` into this matrix, from its row `row` and column `column` on.
  ///
  /// - Parameters: `weight` of shape `[out, in]`, where `in` is the columns of `x`; this matrix
  ///   has at least `row + xRows.count` rows and `column + out` columns.
  public mutating func setProduct(
    _ x: borrowing Matrix, rows xRows: Range<Int>, weight: HalfTensor,
    row: Int = 0, column: Int = 0, scratch: borrowing PanelScratch
  ) {
    let out = weight.shape[0]
    let depth = weight.shape[1]
    precondition(x.columns == depth, "\(x.columns) inputs for weights of \(depth)")
    precondition(xRows.upperBound <= x.rows, "rows \(xRows) of \(x.rows)")
    precondition(row + xRows.count <= rows, "rows \(row)+\(xRows.count) into \(rows)")
    precondition(column + out <= columns, "columns \(column)+\(out) into \(columns)")
    precondition(
      depth <= PanelScratch.panelNumbers, "rows of \(depth) in \(PanelScratch.panelNumbers)")

    let panelRows = scratch.panelRows(weightRows: out, depth: depth, inputRows: xRows.count)
    let input = unsafe x.pointer(row: xRows.lowerBound)
    let output = unsafe pointer(row: row) + column
    let stride = columns
    let widen = unsafe KernelTable.current.entries.pointee.widen_f16
    unsafe weight.withHalves { halves in
      guard let first = halves.baseAddress else { return }
      scratch.team.forEach(pieces: (out + panelRows - 1) / panelRows) { piece, worker in
        let start = piece * panelRows
        let count = min(panelRows, out - start)
        let panel = unsafe scratch.panel(of: worker)
        unsafe widen(first + start * depth, panel, count * depth)
        unsafe product(
          m: xRows.count, n: count, k: depth,
          input, stride: depth, panel, stride: depth, transposed: true,
          into: output + start, stride: stride)
      }
    }
  }
}
