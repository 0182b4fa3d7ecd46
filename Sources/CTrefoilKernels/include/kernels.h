#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The passes over numbers that Trefoil writes itself, for one instruction set.
///
/// No pointer needs alignment, every `n` may be 0, and no range may overlap another unless the
/// entry says that it works in place. The scalar table is the specification: the others agree
/// with it to within rounding.
typedef struct trefoil_kernels {
  /// The instruction set, as `TREFOIL_INSTRUCTION_SET` names it.
  const char *_Nonnull name;

  /// to[i] = from[i], IEEE half bits widened; exact.
  void (*_Nonnull widen_f16)(const uint16_t *_Nonnull from, float *_Nonnull to, size_t n);

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
} trefoil_kernels;

/// The tables that this build holds, plainest first; the first is scalar.
/// @param index 0 to `trefoil_kernels_count() - 1`; another gives NULL.
const trefoil_kernels *_Nullable trefoil_kernels_at(size_t index);

/// The number of tables that this build holds, at least 1.
size_t trefoil_kernels_count(void);

/// Whether this processor and its system can run the table at `index`.
int trefoil_kernels_runs(size_t index);

#ifdef __cplusplus
}
#endif
