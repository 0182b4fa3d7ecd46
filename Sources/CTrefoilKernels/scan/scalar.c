#include <math.h>

#include "../tables.h"
#include "bytes.h"
#include "levels.h"

enum { ROWS = TREFOIL_SCAN_BLOCK };

static void score_i8(
    const int16_t *query, float factor, size_t stride, const void *codes, const void *scales,
    size_t rows, float *scores) {
  for (size_t row = 0; row < rows; row++) {
    const int8_t *from = (const int8_t *)codes + row * stride;
    int32_t sum = 0;
    for (size_t k = 0; k < stride; k++) sum += from[k] * query[k];
    const float scaled = (float)sum * float_at(scales, row);
    scores[row] = scaled * factor;
  }
}

static void score_signs(
    const trefoil_prepared_signs *query, const void *blocks, size_t count, float *scores) {
  const size_t row_bytes = query->row_bytes;
  for (size_t block = 0; block < count; block++) {
    const uint8_t *signs = (const uint8_t *)blocks + block * ROWS * (row_bytes + 2 * sizeof(float));
    const uint8_t *factors = signs + ROWS * row_bytes;
    for (size_t row = 0; row < ROWS; row++) {
      uint32_t sum = 0;
      for (size_t i = 0; i < row_bytes; i++) {
        const uint8_t byte = signs[i * ROWS + row];
        const uint8_t *tables = query->tables + i * 32;
        sum += (uint32_t)tables[byte % 16] + tables[16 + byte / 16];
      }
      // One operation a line, so that no compiler rounds two of them as one.
      float score = (float)(int32_t)sum * query->step;
      score = score + query->shift;
      score = score * float_at(factors, row);
      score = score + float_at(factors, ROWS + row);
      scores[block * ROWS + row] = score + query->base;
    }
  }
}

static size_t find(
    const float *scores, const uint64_t *allowed, size_t count, float least,
    uint32_t *positions) {
  size_t found = 0;
  for (size_t row = 0; row < count; row++) {
    if (allowed && !(allowed[row / 64] >> row % 64 & 1)) continue;
    if (scores[row] >= least && scores[row] < INFINITY) positions[found++] = (uint32_t)row;
  }
  return found;
}

static void widen_levels(
    int bits, const void *rows, size_t row_count, size_t dimension, uint8_t *to) {
  const size_t stride = trefoil_maxsim_row_bytes(dimension);
  const size_t row_bytes = trefoil_levels_row_bytes(bits, dimension);
  const uint8_t *bytes = levels_of(bits)->bytes;
  for (size_t row = 0; row < row_count; row++) {
    widen_row(bits, bytes, (const uint8_t *)rows + row * row_bytes, 0, stride, to + row * stride);
  }
}

const trefoil_scan_kernels trefoil_scalar_scan = {
    .score_i8 = score_i8,
    .score_signs = score_signs,
    .find = find,
    .widen_levels = widen_levels,
};
