#include <math.h>
#include <string.h>

#include "products.h"

// Where a column begins in a panel of `steps` words a column, in words.
static size_t column_start(size_t column, size_t steps) {
  return column / TREFOIL_HALF_PANEL * steps * TREFOIL_HALF_PANEL + column % TREFOIL_HALF_PANEL;
}

void trefoil_pack_f16(const uint16_t *row, size_t depth, size_t column, uint16_t *to) {
  for (size_t start = 0; start < depth; start += TREFOIL_SLICE) {
    size_t count = depth - start < TREFOIL_SLICE ? depth - start : TREFOIL_SLICE;
    uint16_t *place = to + start * TREFOIL_PANEL_COLUMNS + column_start(column, count);
    for (size_t k = 0; k < count; k++) place[k * TREFOIL_HALF_PANEL] = row[start + k];
  }
}

// The largest magnitude of a row, not finite if a number isn't.
static float largest_magnitude(const float *row, size_t depth) {
  float largest = 0;
  float spoilt = 0;
  for (size_t k = 0; k < depth; k++) {
    largest = fabsf(row[k]) > largest ? fabsf(row[k]) : largest;
    spoilt += row[k] * 0;
  }
  return largest + spoilt;
}

// Rounds a number of magnitude below 2^22 to the nearest integer, ties to even: adding 1.5 · 2^23
// leaves no place for a fraction. Unlike lrintf, it becomes vector code everywhere.
static inline int32_t nearest(float x) {
  float shifted = x + 0x1.8p23f;
  int32_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  return bits - 0x4b400000;
}

float trefoil_pack_i16(const float *row, size_t depth, size_t column, int16_t *to) {
  float largest = largest_magnitude(row, depth);
  float factor = largest > TREFOIL_LEAST ? TREFOIL_WEIGHT_LIMIT_I16 / largest : 0;
  int16_t *place = to + 2 * column_start(column, (depth + 1) / 2);
  for (size_t k = 0; k < depth; k += 2, place += 2 * TREFOIL_HALF_PANEL) {
    place[0] = (int16_t)nearest(row[k] * factor);
    place[1] = k + 1 < depth ? (int16_t)nearest(row[k + 1] * factor) : 0;
  }
  return largest / TREFOIL_WEIGHT_LIMIT_I16;
}

float trefoil_pack_i8(
    const float *row, size_t depth, size_t column, int8_t *to, int32_t *corrections) {
  float largest = largest_magnitude(row, depth);
  // Of weights that are not finite the scale tells; their integers are not to overflow the sum.
  const int usable = isfinite(largest) && largest > TREFOIL_LEAST;
  float factor = usable ? TREFOIL_LIMIT_I8 / largest : 0;
  int8_t *place = to + 4 * column_start(column, (depth + 3) / 4);
  for (size_t start = 0; start < depth; start += TREFOIL_BLOCK) {
    size_t end = start + TREFOIL_BLOCK < depth ? start + TREFOIL_BLOCK : depth;
    int32_t sum = 0;
    for (size_t k = start; k < end; k += 4, place += 4 * TREFOIL_HALF_PANEL) {
      for (size_t i = 0; i < 4; i++) {
        int32_t number = usable && k + i < end ? nearest(row[k + i] * factor) : 0;
        place[i] = (int8_t)number;
        sum += number;
      }
    }
    corrections[start / TREFOIL_BLOCK * TREFOIL_PANEL_COLUMNS + column] = -TREFOIL_OFFSET_I8 * sum;
  }
  return largest / TREFOIL_LIMIT_I8;
}

void trefoil_take_magnitudes(const float *x, size_t n, float *largest) {
  for (size_t i = 0; i < n; i++) largest[i] = fabsf(x[i]) > largest[i] ? fabsf(x[i]) : largest[i];
}
