#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "tiles.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,fma"))), \
    apply_to = function)

enum {
  COLUMNS = TREFOIL_MAXSIM_COLUMNS,
  // Numbers in a register; a panel is two registers wide.
  WIDTH = 16,
  // Passage rows in a tile: with two registers of columns, 24 sums of the 32 registers.
  ROWS = 12,
};

TILE void tile_i8(
    const size_t count, const size_t registers, const int8_t *panel, const int32_t *offsets,
    size_t stride, const uint8_t *rows, const float *scales, float *largest) {
  __m512i sums[ROWS][2];
  UNROLL for (size_t v = 0; v < registers; v++) {
    __m512i start = _mm512_sub_epi32(
        _mm512_setzero_si512(), _mm512_loadu_si512(offsets + v * WIDTH));
    UNROLL for (size_t r = 0; r < count; r++) sums[r][v] = start;
  }
  for (size_t k = 0; k < stride; k += 4) {
    if (k % 64 == 0) {
      UNROLL for (size_t r = 0; r < count; r++) prefetch(rows, (count + r) * stride + k);
    }
    __m512i query[2];
    UNROLL for (size_t v = 0; v < registers; v++) {
      query[v] = _mm512_loadu_si512(panel + k * COLUMNS + v * 64);
    }
    UNROLL for (size_t r = 0; r < count; r++) {
      int32_t bytes;
      memcpy(&bytes, rows + r * stride + k, sizeof bytes);
      __m512i x = _mm512_set1_epi32(bytes);
      UNROLL for (size_t v = 0; v < registers; v++) {
        sums[r][v] = _mm512_dpbusd_epi32(sums[r][v], x, query[v]);
      }
    }
  }
  UNROLL for (size_t v = 0; v < registers; v++) {
    __m512 best = _mm512_loadu_ps(largest + v * WIDTH);
    UNROLL for (size_t r = 0; r < count; r++) {
      __m512 product = _mm512_mul_ps(
          _mm512_cvtepi32_ps(sums[r][v]), _mm512_set1_ps(scales[r]));
      // max returns its second operand where one is a NaN.
      best = _mm512_max_ps(product, best);
    }
    _mm512_storeu_ps(largest + v * WIDTH, best);
  }
}

static void raise_i8(
    const int8_t *panels, const int32_t *offsets, size_t columns, size_t dimension,
    const uint8_t *rows, const float *scales, size_t row_count, float *largest) {
  size_t stride = trefoil_maxsim_row_bytes(dimension);
  for (size_t row = 0; row < row_count; row += ROWS) {
    size_t count = at_most(row_count - row, ROWS);
    for (size_t column = 0; column < columns; column += COLUMNS) {
      WITH_CONSTANTS(
          TILES_12, count, tile_i8, columns - column > WIDTH ? 2 : 1, panels + column * stride,
          offsets + column, stride, rows + row * stride, scales + row, largest + column)
    }
  }
}

#pragma clang attribute pop

// VNNI changes nothing about fp32 and fp16.
const trefoil_maxsim_kernels trefoil_avx512vnni_maxsim = {
    .raise_f32 = trefoil_maxsim_raise_f32_avx512,
    .raise_f16 = trefoil_maxsim_raise_f16_avx512,
    .raise_i8 = raise_i8,
};

#endif
