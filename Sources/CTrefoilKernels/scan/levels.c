#include "levels.h"

#include <math.h>

#include "../rounding.h"

// Where the mean square error of numbers of a normal distribution is least (Max, "Quantizing for
// minimum distortion", 1960), with the largest level at 127: a token's numbers fall off so.
static const levels four = {
    8, {6, 18, 31, 44, 58, 75, 96, 127}, 46.3f,
    {1, 32, 53, 70, 84, 97, 110, 122, 134, 146, 159, 172, 186, 203, 224, 255}};
static const levels two = {2, {38, 127}, 79.0f, {1, 90, 166, 255}};
static const levels one = {1, {1}, 1, {127, 129}};

const levels *levels_of(int bits) { return bits == 4 ? &four : bits == 2 ? &two : &one; }

size_t trefoil_levels_row_bytes(int bits, size_t dimension) {
  return (trefoil_maxsim_row_bytes(dimension) * (size_t)bits + 7) / 8;
}

// The place among the levels above zero of the one nearest to a magnitude over the scale.
static inline size_t nearest_level(const levels *levels, float magnitude) {
  size_t place = 0;
  for (size_t i = 0; i + 1 < levels->count; i++) {
    place += magnitude > (float)(levels->positive[i] + levels->positive[i + 1]) / 2;
  }
  return place;
}

// Sums of levels with the magnitudes that they stand for, at some scale.
typedef struct fit {
  float scale;
  // How much of the row's square the levels explain when their scale is the best one.
  float explained;
} fit;

// Numbers summed side by side, so that a compiler makes vectors of them.
enum { SIDE = 8 };

// Adds what `n` magnitudes, SIDE at most, give at a scale of 1 / inverse.
static inline void add_levels(
    const size_t count, const levels *levels, const float *row, size_t n, float inverse,
    float *products, float *squares) {
  float scaled[SIDE], level[SIDE];
  for (size_t i = 0; i < n; i++) {
    scaled[i] = fabsf(row[i]) * inverse;
    level[i] = levels->positive[0];
  }
  for (size_t k = 0; k + 1 < count; k++) {
    const float border = (float)(levels->positive[k] + levels->positive[k + 1]) / 2;
    const float step = (float)(levels->positive[k + 1] - levels->positive[k]);
    for (size_t i = 0; i < n; i++) level[i] += scaled[i] > border ? step : 0;
  }
  for (size_t i = 0; i < n; i++) {
    products[i] += fabsf(row[i]) * level[i];
    squares[i] += level[i] * level[i];
  }
}

static inline fit fit_with(
    const size_t count, const levels *levels, const float *row, size_t dimension, float scale) {
  float products[SIDE] = {0}, squares[SIDE] = {0};
  const float inverse = 1 / scale;
  size_t i = 0;
  for (; i + SIDE <= dimension; i += SIDE) {
    add_levels(count, levels, row + i, SIDE, inverse, products, squares);
  }
  add_levels(count, levels, row + i, dimension - i, inverse, products, squares);
  float product = 0, square = 0;
  for (size_t k = 0; k < SIDE; k++) {
    product += products[k];
    square += squares[k];
  }
  return (fit){product / square, product / square * product};
}

static fit fit_at(const levels *levels, const float *row, size_t dimension, float scale) {
  switch (levels->count) {
    case 8: return fit_with(8, levels, row, dimension, scale);
    case 2: return fit_with(2, levels, row, dimension, scale);
    default: return fit_with(1, levels, row, dimension, scale);
  }
}

// The scale of least squares, as far as levels and scale in turn, from some beginnings, find it.
static float best_scale(const levels *levels, const float *row, size_t dimension, float root) {
  // Beside the scale of a normal distribution's numbers, one for a row of a few large numbers.
  static const float beginnings[] = {1, 1.4f, 0.75f};
  fit best = {0, -1};
  for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
    fit last = {root / levels->spread * beginnings[i], -1};
    // It rises to a halt, mostly in four or five steps.
    for (int step = 0; step < 8; step++) {
      const fit next = fit_at(levels, row, dimension, last.scale);
      if (!(next.explained > last.explained)) break;
      last = next;
    }
    if (last.explained > best.explained) best = last;
  }
  return best.scale;
}

static float encode(
    int bits, const levels *levels, const float *row, size_t dimension, uint8_t *to) {
  const float magnitude = largest_magnitude(row, dimension);
  if (isnan(magnitude) || magnitude < 0x1p-100f) return isnan(magnitude) ? NAN : 0;
  // Of the numbers over the largest, so that no square overflows or vanishes.
  double squares = 0;
  for (size_t i = 0; i < dimension; i++) {
    squares += (double)row[i] / magnitude * ((double)row[i] / magnitude);
  }
  const float root = magnitude * (float)sqrt(squares / (double)dimension);
  const float scale = best_scale(levels, row, dimension, root);
  for (size_t i = 0; i < dimension; i++) {
    const size_t place = nearest_level(levels, fabsf(row[i]) * (1 / scale));
    const size_t code = row[i] < 0 ? levels->count - 1 - place : levels->count + place;
    to[i * (size_t)bits / 8] |= (uint8_t)(code << i * (size_t)bits % 8);
  }
  return scale;
}

void trefoil_levels_encode(
    int bits, const float *rows, size_t row_count, size_t dimension, uint8_t *codes,
    float *scales) {
  const size_t row_bytes = trefoil_levels_row_bytes(bits, dimension);
  memset(codes, 0, row_count * row_bytes);
  for (size_t row = 0; row < row_count; row++) {
    scales[row] = encode(
        bits, levels_of(bits), rows + row * dimension, dimension, codes + row * row_bytes);
  }
}
