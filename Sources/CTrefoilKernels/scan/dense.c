#include <math.h>
#include <string.h>

#include "../rounding.h"
#include "bytes.h"
#include "scan.h"

size_t trefoil_dense_row_bytes(size_t dimension) {
  return (dimension + TREFOIL_SCAN_LINE - 1) / TREFOIL_SCAN_LINE * TREFOIL_SCAN_LINE;
}

// Writes a row's codes, and returns the scale that takes them closest to the row, by least squares.
static float encode(const float *row, size_t dimension, int8_t *to) {
  const float magnitude = largest_magnitude(row, dimension);
  if (isnan(magnitude) || magnitude < 0x1p-100f) return isnan(magnitude) ? NAN : 0;
  const float inverse = 127 / magnitude;
  double products = 0, squares = 0;
  for (size_t i = 0; i < dimension; i++) {
    const int32_t code = nearest(row[i] * inverse);
    to[i] = (int8_t)code;
    products += (double)row[i] * code;
    squares += (double)code * code;
  }
  return (float)(products / squares);
}

void trefoil_dense_encode(
    const float *rows, size_t row_count, size_t dimension, void *codes, void *scales) {
  const size_t stride = trefoil_dense_row_bytes(dimension);
  memset(codes, 0, row_count * stride);
  for (size_t row = 0; row < row_count; row++) {
    set_float(scales, row, encode(rows + row * dimension, dimension, (int8_t *)codes + row * stride));
  }
}

float trefoil_dense_prepare(const float *query, size_t dimension, int16_t *to) {
  memset(to, 0, trefoil_dense_row_bytes(dimension) * sizeof *to);
  const float largest = largest_magnitude(query, dimension);
  double sum = 0;
  for (size_t i = 0; i < dimension; i++) sum += fabs((double)query[i]);
  if (isnan(largest) || sum < 0x1p-100) return isnan(largest) ? NAN : 0;
  // Rounded, the magnitudes sum up to 2^24 - 1 at most, and a code's is 128 at most.
  const double room = 0x1p24 - 1 - (double)dimension;
  const double step = fmax((double)largest / 32767, sum / room);
  for (size_t i = 0; i < dimension; i++) to[i] = (int16_t)lrint((double)query[i] / step);
  return (float)step;
}
