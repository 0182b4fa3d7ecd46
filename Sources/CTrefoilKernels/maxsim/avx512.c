#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "tiles.h"

#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma"))), apply_to = function)

enum {
  COLUMNS = TREFOIL_MAXSIM_COLUMNS,
  // Numbers in a register; a panel is two registers wide.
  WIDTH = 16,
  // Passage rows in a tile: with two registers of columns, 24 sums of the 32 registers.
  ROWS = 12,
  // Dimensions of fp16 rows widened at once: 12 rows * 128 * 4 B is 6 KiB and stays in L1.
  DEPTH = 128,
  // Widened rows lie a line further apart, so that they do not share a set of the L1 cache.
  WIDE_STRIDE = DEPTH + WIDTH,
};

// sums[r][v] += Σ over k of rows[r][k] * panel[k][v]. On the way it asks for the next tile's rows
// as they lie in memory: behind those at `source`, `source_stride` bytes apart, `size` a number.
TILE void add_products(
    const size_t count, const size_t registers, const float *panel, const float *rows,
    size_t stride, size_t depth, const void *source, size_t source_stride, const size_t size,
    __m512 sums[ROWS][2]) {
  for (size_t k = 0; k < depth; k++) {
    if (k * size % 64 == 0) {
      UNROLL for (size_t r = 0; r < count; r++) {
        prefetch(source, (count + r) * source_stride + k * size);
      }
    }
    __m512 query[2];
    UNROLL for (size_t v = 0; v < registers; v++) {
      query[v] = _mm512_loadu_ps(panel + k * COLUMNS + v * WIDTH);
    }
    UNROLL for (size_t r = 0; r < count; r++) {
      __m512 x = _mm512_set1_ps(rows[r * stride + k]);
      UNROLL for (size_t v = 0; v < registers; v++) {
        sums[r][v] = _mm512_fmadd_ps(x, query[v], sums[r][v]);
      }
    }
  }
}

TILE void raise(
    const size_t count, const size_t registers, __m512 products[ROWS][2], float *largest) {
  UNROLL for (size_t v = 0; v < registers; v++) {
    __m512 best = _mm512_loadu_ps(largest + v * WIDTH);
    // max returns its second operand where one is a NaN.
    UNROLL for (size_t r = 0; r < count; r++) best = _mm512_max_ps(products[r][v], best);
    _mm512_storeu_ps(largest + v * WIDTH, best);
  }
}

TILE void tile_f32(
    const size_t count, const size_t registers, const float *panel, size_t dimension,
    const float *rows, float *largest) {
  __m512 sums[ROWS][2];
  UNROLL for (size_t r = 0; r < count; r++) sums[r][0] = sums[r][1] = _mm512_setzero_ps();
  add_products(
      count, registers, panel, rows, dimension, dimension, rows, dimension * sizeof *rows,
      sizeof *rows, sums);
  raise(count, registers, sums, largest);
}

void trefoil_maxsim_raise_f32_avx512(
    const float *panels, size_t columns, size_t dimension, const float *rows, size_t row_count,
    float *largest) {
  for (size_t row = 0; row < row_count; row += ROWS) {
    size_t count = at_most(row_count - row, ROWS);
    for (size_t column = 0; column < columns; column += COLUMNS) {
      WITH_CONSTANTS(
          TILES_12, count, tile_f32, columns - column > WIDTH ? 2 : 1, panels + column * dimension,
          dimension, rows + row * dimension, largest + column)
    }
  }
}

static inline void widen(const uint16_t *from, float *to, size_t n) {
  for (size_t i = 0; i < n; i += WIDTH) {
    __mmask16 mask = n - i >= WIDTH ? 0xffff : (__mmask16)((1u << (n - i)) - 1u);
    _mm512_storeu_ps(to + i, _mm512_cvtph_ps(_mm256_maskz_loadu_epi16(mask, from + i)));
  }
}

TILE void tile_f16(
    const size_t count, const size_t registers, const float *panel, size_t dimension,
    const uint16_t *rows, float *largest) {
  float wide[ROWS * WIDE_STRIDE];
  __m512 sums[ROWS][2];
  UNROLL for (size_t r = 0; r < count; r++) sums[r][0] = sums[r][1] = _mm512_setzero_ps();
  for (size_t start = 0; start < dimension; start += DEPTH) {
    size_t depth = at_most(dimension - start, DEPTH);
    for (size_t r = 0; r < count; r++) {
      widen(rows + r * dimension + start, wide + r * WIDE_STRIDE, depth);
    }
    add_products(
        count, registers, panel + start * COLUMNS, wide, WIDE_STRIDE, depth, rows + start,
        dimension * sizeof *rows, sizeof *rows, sums);
  }
  raise(count, registers, sums, largest);
}

void trefoil_maxsim_raise_f16_avx512(
    const float *panels, size_t columns, size_t dimension, const uint16_t *rows,
    size_t row_count, float *largest) {
  for (size_t row = 0; row < row_count; row += ROWS) {
    size_t count = at_most(row_count - row, ROWS);
    for (size_t column = 0; column < columns; column += COLUMNS) {
      WITH_CONSTANTS(
          TILES_12, count, tile_f16, columns - column > WIDTH ? 2 : 1, panels + column * dimension,
          dimension, rows + row * dimension, largest + column)
    }
  }
}

// Four bytes a column are widened where they lie: the even two and the odd two become pairs of
// 16 bits, whose products vpmaddwd sums without saturation.
TILE void tile_i8(
    const size_t count, const size_t registers, const int8_t *panel, const int32_t *offsets,
    size_t stride, const uint8_t *rows, const float *scales, float *largest) {
  const __m512i low_bytes = _mm512_set1_epi16(0xff);
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
    __m512i even[2], odd[2];
    UNROLL for (size_t v = 0; v < registers; v++) {
      __m512i query = _mm512_loadu_si512(panel + k * COLUMNS + v * 64);
      even[v] = _mm512_srai_epi16(_mm512_slli_epi16(query, 8), 8);
      odd[v] = _mm512_srai_epi16(query, 8);
    }
    UNROLL for (size_t r = 0; r < count; r++) {
      int32_t bytes;
      memcpy(&bytes, rows + r * stride + k, sizeof bytes);
      __m512i x = _mm512_set1_epi32(bytes);
      __m512i x_even = _mm512_and_si512(x, low_bytes);
      __m512i x_odd = _mm512_srli_epi16(x, 8);
      UNROLL for (size_t v = 0; v < registers; v++) {
        sums[r][v] = _mm512_add_epi32(sums[r][v], _mm512_madd_epi16(x_even, even[v]));
        sums[r][v] = _mm512_add_epi32(sums[r][v], _mm512_madd_epi16(x_odd, odd[v]));
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

const trefoil_maxsim_kernels trefoil_avx512_maxsim = {
    .raise_f32 = trefoil_maxsim_raise_f32_avx512,
    .raise_f16 = trefoil_maxsim_raise_f16_avx512,
    .raise_i8 = raise_i8,
};

#endif
