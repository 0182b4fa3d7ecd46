#pragma once

// Whole rows, quantized block by block.

#include "quantize.h"

static void quantize_i16(
    const float *x, const float *factors, size_t n, int16_t *to, float *scales) {
  for (size_t i = 0; i < n; i += TREFOIL_BLOCK) {
    scales[i / TREFOIL_BLOCK] = quantize(
        0, x + i, factors ? factors + i : NULL, at_most(n - i, TREFOIL_BLOCK),
        TREFOIL_ROW_LIMIT_I16, to + i);
  }
}

static void quantize_i8(
    const float *x, const float *factors, size_t n, uint8_t *to, float *scales) {
  for (size_t i = 0; i < n; i += TREFOIL_BLOCK) {
    scales[i / TREFOIL_BLOCK] = quantize(
        1, x + i, factors ? factors + i : NULL, at_most(n - i, TREFOIL_BLOCK), TREFOIL_LIMIT_I8,
        to + i);
  }
}
