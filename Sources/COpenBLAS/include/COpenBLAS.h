#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/// The functions of OpenBLAS that are used, with the arguments that its `cblas.h` documents.
typedef struct trefoil_blas {
  /// c = alpha · a · b + beta · c.
  void (*_Nonnull sgemm)(
      int order, int transposed_a, int transposed_b, int m, int n, int k, float alpha,
      const float *_Nonnull a, int a_stride, const float *_Nonnull b, int b_stride, float beta,
      float *_Nonnull c, int c_stride);
} trefoil_blas;

/// Values of `cblas.h`: rows lie one behind the other, and are taken as they are.
enum { TREFOIL_BLAS_ROW_MAJOR = 101, TREFOIL_BLAS_AS_IT_IS = 111 };

/// OpenBLAS, loaded at the first call; NULL where the system has none.
///
/// It is loaded here and not linked, because it makes a thread for each processor as soon as it is
/// in a process, which may not have the memory for them, and waits for all of them at the end. The
/// first call has it make none, by a variable of the environment that is there only meanwhile.
const trefoil_blas *_Nullable trefoil_blas_load(void);

#ifdef __cplusplus
}
#endif
