#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Numbers from one format to another; the same bits in every instruction set.
///
/// No pointer needs alignment, and every `n` may be 0.
typedef struct trefoil_convert_kernels {
  /// to[i] = from[i], IEEE half bits widened; exact.
  void (*_Nonnull f32_from_f16)(const uint16_t *_Nonnull from, float *_Nonnull to, size_t n);

  /// Rounds `n` little-endian fp32 numbers to IEEE half bits, to nearest and ties to even.
  ///
  /// `from` holds 4 * n bytes. Returns n, or the index of the first number that a half cannot hold
  /// (it is not finite, or rounds to infinity), where it stops and leaves an infinity of the same
  /// sign; what is behind that index is undefined.
  size_t (*_Nonnull f16_from_f32)(const void *_Nonnull from, uint16_t *_Nonnull to, size_t n);
} trefoil_convert_kernels;

/// What `f16_from_f32` does, for bf16 numbers; `from` holds 2 * n bytes.
size_t trefoil_f16_from_bf16(const void *_Nonnull from, uint16_t *_Nonnull to, size_t n);

#ifdef __cplusplus
}
#endif
