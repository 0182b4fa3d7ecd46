#include <math.h>

#include "../rounding.h"
#include "../sizes.h"
#include "products.h"

// Where a column begins in a panel of `steps` words a column, in words.
static size_t column_start(size_t column, size_t steps) {
  return column / TREFOIL_HALF_PANEL * steps * TREFOIL_HALF_PANEL + column % TREFOIL_HALF_PANEL;
}

void trefoil_pack_f16(const uint16_t *row, size_t depth, size_t column, uint16_t *to) {
  for (size_t start = 0; start < depth; start += TREFOIL_SLICE) {
    size_t count = at_most(depth - start, TREFOIL_SLICE);
    uint16_t *place = to + start * TREFOIL_PANEL_COLUMNS + column_start(column, count);
    for (size_t k = 0; k < count; k++) place[k * TREFOIL_HALF_PANEL] = row[start + k];
  }
}

// What weights are multiplied by to become integers of a limit. Of weights that are not finite the
// scale tells; zeros stand for them, so that no sum overflows.
static float factor_of(float largest, float limit) {
  return largest > TREFOIL_LEAST ? limit / largest : 0;
}

static int32_t quantized(float weight, float factor) {
  return factor == 0 ? 0 : nearest(weight * factor);
}

float trefoil_pack_i16(const float *row, size_t depth, size_t column, int16_t *to) {
  float largest = largest_magnitude(row, depth);
  float factor = factor_of(largest, TREFOIL_WEIGHT_LIMIT_I16);
  int16_t *place = to + 2 * column_start(column, (depth + 1) / 2);
  for (size_t k = 0; k < depth; k += 2, place += 2 * TREFOIL_HALF_PANEL) {
    place[0] = (int16_t)quantized(row[k], factor);
    place[1] = k + 1 < depth ? (int16_t)quantized(row[k + 1], factor) : 0;
  }
  return largest / TREFOIL_WEIGHT_LIMIT_I16;
}

float trefoil_pack_i8(
    const float *row, size_t depth, size_t column, int8_t *to, int32_t *corrections) {
  float largest = largest_magnitude(row, depth);
  float factor = factor_of(largest, TREFOIL_LIMIT_I8);
  int8_t *place = to + 4 * column_start(column, (depth + 3) / 4);
  for (size_t start = 0; start < depth; start += TREFOIL_BLOCK) {
    size_t end = start + at_most(depth - start, TREFOIL_BLOCK);
    int32_t sum = 0;
    for (size_t k = start; k < end; k += 4, place += 4 * TREFOIL_HALF_PANEL) {
      for (size_t i = 0; i < 4; i++) {
        int32_t number = k + i < end ? quantized(row[k + i], factor) : 0;
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
