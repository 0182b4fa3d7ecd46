#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Passes over numbers, each on its own.
///
/// No pointer needs alignment, every `n` may be 0, and no range may overlap another unless the
/// entry says that it works in place.
typedef struct trefoil_elementwise_kernels {
  /// x[i] += y[i], in place on x.
  void (*_Nonnull add)(float *_Nonnull x, const float *_Nonnull y, size_t n);

  /// x[i] *= factor, in place.
  void (*_Nonnull scale)(float *_Nonnull x, float factor, size_t n);

  /// x[i] = gelu(x[i]), in place, with gelu(v) = v * (1 + erf(v / sqrt 2)) / 2.
  void (*_Nonnull gelu)(float *_Nonnull x, size_t n);

  /// x = (x - mean) / sqrt(variance + epsilon) * scale + shift, in place; n must be above 0.
  void (*_Nonnull layer_norm)(
      float *_Nonnull x, const float *_Nonnull scale, const float *_Nonnull shift, float epsilon,
      size_t n);

  /// Sum of a[i] * b[i]; a and b may be the same.
  float (*_Nonnull dot)(const float *_Nonnull a, const float *_Nonnull b, size_t n);
} trefoil_elementwise_kernels;

#ifdef __cplusplus
}
#endif
