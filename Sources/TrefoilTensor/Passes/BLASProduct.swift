internal import COpenBLAS

/// c += a · b by OpenBLAS, on the calling thread alone.
///
/// Row-major fp32; a is `[m, k]`, b is `[k, n]`, c is `[m, n]`. A stride is the distance between
/// rows. It serves processors for which there are no vector kernels of our own.
func addProductByBLAS(
  m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, stride aStride: Int,
  _ b: UnsafePointer<Float>, stride bStride: Int,
  into c: UnsafeMutablePointer<Float>, stride cStride: Int
) {
  guard m > 0 && n > 0 else { return }
  _ = singleThreadedBLAS
  unsafe cblas_sgemm(
    CblasRowMajor, CblasNoTrans, CblasNoTrans,
    blasint(m), blasint(n), blasint(k),
    1, a, blasint(aStride), b, blasint(bStride),
    1, c, blasint(cStride)
  )
}

/// Keeps OpenBLAS from starting threads under ours; its setting is the process's own.
private let singleThreadedBLAS: Void = openblas_set_num_threads(1)
