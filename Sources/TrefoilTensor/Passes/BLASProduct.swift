internal import COpenBLAS

/// Products by OpenBLAS, on the calling thread alone, for processors for which there are no vector
/// kernels of our own.
@safe
struct BLASProduct: @unchecked Sendable {
  // Sendable because the table is written once, before it is given to anybody.
  private let blas: UnsafePointer<trefoil_blas>

  /// The system's OpenBLAS, loaded where it is first asked for; nil where there is none.
  static let shared = BLASProduct()

  private init?() {
    guard let blas = unsafe trefoil_blas_load() else { return nil }
    unsafe self.blas = blas
  }

  /// c += a · b.
  ///
  /// Row-major fp32; a is `[m, k]`, b is `[k, n]`, c is `[m, n]`. A stride is the distance between
  /// rows.
  func add(
    m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, stride aStride: Int,
    _ b: UnsafePointer<Float>, stride bStride: Int,
    into c: UnsafeMutablePointer<Float>, stride cStride: Int
  ) {
    guard m > 0 && n > 0 else { return }
    unsafe blas.pointee.sgemm(
      Int32(TREFOIL_BLAS_ROW_MAJOR), Int32(TREFOIL_BLAS_AS_IT_IS), Int32(TREFOIL_BLAS_AS_IT_IS),
      Int32(m), Int32(n), Int32(k), 1, a, Int32(aStride), b, Int32(bStride), 1, c, Int32(cStride))
  }
}
