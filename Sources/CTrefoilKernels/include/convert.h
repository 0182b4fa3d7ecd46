#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Rounds `n` little-endian fp32 numbers to IEEE half bits, to nearest and ties to even.
///
/// `from` needs no alignment and holds 4 * n bytes. Returns n, or the index of the first number
/// that a half cannot hold (it is not finite, or rounds to infinity), where it stops.
size_t trefoil_f16_from_f32(const void *_Nonnull from, uint16_t *_Nonnull to, size_t n);

/// The same for bf16 numbers; `from` holds 2 * n bytes.
size_t trefoil_f16_from_bf16(const void *_Nonnull from, uint16_t *_Nonnull to, size_t n);

#ifdef __cplusplus
}
#endif
