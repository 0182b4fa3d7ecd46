import COpenBLASYardstick

/// The matrix products: ours in each precision, and OpenBLAS's as a yardstick.
enum Products {
  static func cases(threads: Int) -> [KernelCase] {
    ProductShape.all.map { openBLAS($0, threads: threads) }
  }

  /// fp32 weights, row-major, as a framework would call it.
  private static func openBLAS(_ shape: ProductShape, threads: Int) -> KernelCase {
    let x = [Float](repeating: 0.5, count: shape.rows * shape.depth)
    let weight = [Float](repeating: 0.25, count: shape.out * shape.depth)
    var y = [Float](repeating: 0, count: shape.rows * shape.out)
    return KernelCase(
      name: "OpenBLAS fp32, \(shape.rows) rows, \(shape.name)", threads: threads,
      operations: shape.operations, ceiling: Best.fp32
    ) {
      openblas_set_num_threads(Int32(threads))
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, Int32(shape.rows), Int32(shape.out),
        Int32(shape.depth), 1, x, Int32(shape.depth), weight, Int32(shape.depth), 0, &y,
        Int32(shape.out))
    }
  }
}
