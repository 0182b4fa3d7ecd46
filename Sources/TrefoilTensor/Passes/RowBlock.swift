internal import CTrefoilKernels

/// Rows of a batch that go through steps together; see `RowBlocks`.
///
/// Views that a step gets show the whole batch; the step touches the rows of its block.
@safe
public struct RowBlock {
  /// The block's rows in the batch.
  public let rows: Range<Int>
  let precision: Precision
  let crew: Crew
  let layout: RowBlockLayout
  private let base: UnsafeMutablePointer<UInt8>
  /// The worker whose memory holds the block's quantized rows and inner states.
  let lane: Int
  let kernels = KernelTable.current

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

  /// Rows that one thread takes at a time: enough work to pay for handing them out.
  private static let rowsAPiece = 8

  /// Hands out the block's rows.
  func forEachRow(_ body: (Int) -> Void) {
    crew.forEach(pieces: (rows.count + Self.rowsAPiece - 1) / Self.rowsAPiece) { piece, _ in
      let first = rows.lowerBound + piece * Self.rowsAPiece
      for row in first..<min(first + Self.rowsAPiece, rows.upperBound) { body(row) }
    }
  }

  /// The memory of a worker; see `RowBlockLayout`.
  func memory(of worker: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(unsafe base + worker * layout.size)
  }

  /// fp32 numbers in the memory of a worker.
  func floats(at offset: Int, of worker: Int) -> UnsafeMutablePointer<Float> {
    unsafe (memory(of: worker) + offset).assumingMemoryBound(to: Float.self)
  }
}
