#include <math.h>
#include <string.h>

#include "../rounding.h"
#include "bytes.h"
#include "scan.h"

enum { ROWS = TREFOIL_SCAN_BLOCK };

size_t trefoil_signs_row_bytes(size_t dimension) { return (dimension + 7) / 8; }

size_t trefoil_signs_block_bytes(size_t dimension) {
  return ROWS * (trefoil_signs_row_bytes(dimension) + 2 * sizeof(float));
}

// One row's place in blocks.
typedef struct place {
  // Its signs lie ROWS bytes apart.
  uint8_t *signs;
  uint8_t *factor;
  uint8_t *correction;
} place;

static place place_of(size_t dimension, void *blocks, size_t row) {
  uint8_t *block = (uint8_t *)blocks + row / ROWS * trefoil_signs_block_bytes(dimension);
  uint8_t *factors = block + ROWS * trefoil_signs_row_bytes(dimension);
  const size_t at = row % ROWS;
  return (place){block + at, factors + at * sizeof(float), factors + (ROWS + at) * sizeof(float)};
}

void trefoil_signs_clear(size_t dimension, void *block) {
  memset(block, 0, trefoil_signs_block_bytes(dimension));
  for (size_t row = 0; row < ROWS; row++) {
    set_float(place_of(dimension, block, row).correction, 0, NAN);
  }
}

static void encode(const float *row, const float *mean, size_t dimension, place to) {
  double squares = 0, magnitudes = 0, correction = 0;
  for (size_t i = 0; i < dimension; i++) {
    const double rest = (double)row[i] - mean[i];
    squares += rest * rest;
    magnitudes += fabs(rest);
    correction += (double)mean[i] * row[i];
    if (rest > 0) to.signs[i / 8 * ROWS] |= (uint8_t)(1u << i % 8);
  }
  set_float(to.factor, 0, magnitudes > 0 ? (float)(squares / magnitudes) : 0);
  set_float(to.correction, 0, isfinite(squares) ? (float)correction : NAN);
}

void trefoil_signs_encode(
    const float *rows, size_t row_count, size_t dimension, const float *mean, void *blocks) {
  for (size_t row = 0; row < row_count; row++) {
    if (row % ROWS == 0) {
      trefoil_signs_clear(
          dimension, (uint8_t *)blocks + row / ROWS * trefoil_signs_block_bytes(dimension));
    }
    encode(rows + row * dimension, mean, dimension, place_of(dimension, blocks, row));
  }
}

void trefoil_signs_copy(
    size_t dimension, const void *from, size_t from_row, void *to, size_t to_row) {
  const place source = place_of(dimension, (void *)from, from_row);
  const place target = place_of(dimension, to, to_row);
  for (size_t i = 0; i < trefoil_signs_row_bytes(dimension); i++) {
    target.signs[i * ROWS] = source.signs[i * ROWS];
  }
  memcpy(target.factor, source.factor, sizeof(float));
  memcpy(target.correction, source.correction, sizeof(float));
}

void trefoil_signs_prepare(
    const float *query, const float *mean, size_t dimension, uint8_t *tables,
    trefoil_prepared_signs *prepared) {
  const size_t row_bytes = trefoil_signs_row_bytes(dimension);
  const size_t groups = 2 * row_bytes;
  memset(tables, 0, groups * 16);
  double base = 0, total = 0, widest = 0;
  for (size_t start = 0; start < dimension; start += 4) {
    double sum = 0;
    for (size_t i = start; i < dimension && i < start + 4; i++) {
      base += ((double)query[i] - mean[i]) * mean[i];
      sum += fabs((double)query[i] - mean[i]);
    }
    total += sum;
    widest = fmax(widest, sum);
  }
  // A table's numbers are a sum of four signed numbers, from the least such sum on, in steps.
  const double step = 2 * widest / 255;
  *prepared = (trefoil_prepared_signs){
      .tables = tables, .row_bytes = row_bytes, .step = (float)step, .shift = (float)-total,
      .base = isfinite(total) ? (float)base : NAN};
  if (!isfinite(total) || step < 0x1p-100) return;
  for (size_t start = 0; start < dimension; start += 4) {
    // Each sum follows from that without its lowest sign: a number counts twice where its sign is
    // the row's, and not at all otherwise.
    double sums[16] = {0}, twice[4] = {0};
    for (size_t i = start; i < dimension && i < start + 4; i++) {
      twice[i - start] = 2 * ((double)query[i] - mean[i]) / step;
      sums[0] -= fmin(twice[i - start], 0);
    }
    for (unsigned signs = 0; signs < 16; signs++) {
      if (signs) sums[signs] = sums[signs & (signs - 1)] + twice[__builtin_ctz(signs)];
      tables[start / 4 * 16 + signs] = (uint8_t)(sums[signs] + 0.5);
    }
  }
}
