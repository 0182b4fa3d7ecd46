#include <math.h>
#include <string.h>

#include "../rounding.h"
#include "maxsim.h"

enum { COLUMNS = TREFOIL_MAXSIM_COLUMNS };

static size_t whole_panels(size_t columns) { return (columns + COLUMNS - 1) / COLUMNS * COLUMNS; }

size_t trefoil_maxsim_row_bytes(size_t dimension) { return (dimension + 3) / 4 * 4; }

size_t trefoil_maxsim_panel_numbers(size_t columns, size_t dimension) {
  return whole_panels(columns) * dimension;
}

size_t trefoil_maxsim_panel_bytes(size_t columns, size_t dimension) {
  return whole_panels(columns) * trefoil_maxsim_row_bytes(dimension);
}

void trefoil_maxsim_pack(
    const float *vectors, size_t columns, size_t dimension, float *panels) {
  // Rows read side by side. Rows of 1,024 numbers all begin in one set of the L1 cache, which has
  // 8 or 12 ways.
  enum { SIDE = 8 };
  for (size_t start = 0; start < whole_panels(columns); start += SIDE) {
    float *to = panels + start / COLUMNS * COLUMNS * dimension + start % COLUMNS;
    if (start + SIDE <= columns) {
      const float *from = vectors + start * dimension;
      for (size_t k = 0; k < dimension; k++) {
        for (size_t c = 0; c < SIDE; c++) to[k * COLUMNS + c] = from[c * dimension + k];
      }
    } else {
      for (size_t k = 0; k < dimension; k++) {
        for (size_t c = 0; c < SIDE; c++) {
          size_t column = start + c;
          to[k * COLUMNS + c] = column < columns ? vectors[column * dimension + k] : 0;
        }
      }
    }
  }
}

void trefoil_maxsim_quantize(
    const float *rows, size_t row_count, size_t dimension, uint8_t *bytes, float *scales) {
  size_t stride = trefoil_maxsim_row_bytes(dimension);
  for (size_t row = 0; row < row_count; row++) {
    const float *from = rows + row * dimension;
    uint8_t *to = bytes + row * stride;
    float magnitude = largest_magnitude(from, dimension);
    memset(to + dimension, 128, stride - dimension);
    if (isnan(magnitude) || magnitude < 0x1p-100f) {
      scales[row] = isnan(magnitude) ? NAN : 0;
      memset(to, 128, dimension);
      continue;
    }
    scales[row] = magnitude / 127;
    float inverse = 127 / magnitude;
    for (size_t i = 0; i < dimension; i++) to[i] = (uint8_t)(nearest(from[i] * inverse) + 128);
  }
}

void trefoil_maxsim_pack_i8(
    const uint8_t *bytes, size_t columns, size_t dimension, int8_t *panels, int32_t *offsets) {
  size_t stride = trefoil_maxsim_row_bytes(dimension);
  memset(panels, 0, trefoil_maxsim_panel_bytes(columns, dimension));
  memset(offsets, 0, whole_panels(columns) * sizeof *offsets);
  for (size_t c = 0; c < columns; c++) {
    int8_t *to = panels + c / COLUMNS * COLUMNS * stride + c % COLUMNS * 4;
    int32_t sum = 0;
    for (size_t k = 0; k < stride; k++) {
      int8_t value = (int8_t)(bytes[c * stride + k] - 128);
      to[k / 4 * (4 * COLUMNS) + k % 4] = value;
      sum += value;
    }
    offsets[c] = 128 * sum;
  }
}
