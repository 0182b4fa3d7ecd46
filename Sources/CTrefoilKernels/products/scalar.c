#include <math.h>

#include "../rounding.h"
#include "../sizes.h"
#include "../tables.h"

static void start_row(const trefoil_panel *w, int accumulate, float *to) {
  for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c++) {
    to[c] = (accumulate ? to[c] : 0) + (w->bias ? w->bias[c] : 0);
  }
}

// The word of a column at a step, counted from the panel's start.
static size_t word_at(size_t column, size_t step, size_t steps) {
  return (column / TREFOIL_HALF_PANEL * steps + step) * TREFOIL_HALF_PANEL
      + column % TREFOIL_HALF_PANEL;
}

static void multiply_f32(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  for (size_t r = 0; r < x->count; r++) {
    const float *row = (const float *)x->values + r * x->stride;
    float *to = out + r * out_stride;
    start_row(w, accumulate, to);
    for (size_t k = 0; k < w->depth; k++) {
      for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c++) {
        to[c] += row[k] * ((const float *)w->values)[word_at(c, k, w->depth)];
      }
    }
  }
}

static void multiply_f16(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  for (size_t r = 0; r < x->count; r++) {
    const float *row = (const float *)x->values + r * x->stride;
    float *to = out + r * out_stride;
    start_row(w, accumulate, to);
    for (size_t k = 0; k < w->depth; k++) {
      for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c++) {
        float weight;
        const uint16_t *half = (const uint16_t *)w->values + word_at(c, k, w->depth);
        trefoil_scalar_convert.f32_from_f16(half, &weight, 1);
        to[c] += row[k] * weight;
      }
    }
  }
}

static void multiply_i16(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  for (size_t r = 0; r < x->count; r++) {
    const int16_t *row = (const int16_t *)x->values + r * x->stride;
    start_row(w, accumulate, out + r * out_stride);
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c++) {
      float total = 0;
      for (size_t start = 0; start < w->depth; start += TREFOIL_BLOCK) {
        int32_t sum = 0;
        for (size_t k = start; k < at_most(start + TREFOIL_BLOCK, w->depth); k++) {
          size_t word = word_at(c, k / 2, (w->depth + 1) / 2);
          sum += row[k] * ((const int16_t *)w->values)[2 * word + k % 2];
        }
        total = fmaf((float)sum, x->scales[r * x->scale_stride + start / TREFOIL_BLOCK], total);
      }
      float *place = out + r * out_stride + c;
      *place = fmaf(total, w->scales[c], *place);
    }
  }
}

static void multiply_i8(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  for (size_t r = 0; r < x->count; r++) {
    const uint8_t *row = (const uint8_t *)x->values + r * x->stride;
    start_row(w, accumulate, out + r * out_stride);
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c++) {
      float total = 0;
      for (size_t start = 0; start < w->depth; start += TREFOIL_BLOCK) {
        const size_t block = start / TREFOIL_BLOCK;
        int32_t sum = w->corrections[block * TREFOIL_PANEL_COLUMNS + c];
        for (size_t k = start; k < at_most(start + TREFOIL_BLOCK, w->depth); k++) {
          size_t word = word_at(c, k / 4, (w->depth + 3) / 4);
          sum += row[k] * ((const int8_t *)w->values)[4 * word + k % 4];
        }
        total = fmaf((float)sum, x->scales[r * x->scale_stride + block], total);
      }
      float *place = out + r * out_stride + c;
      *place = fmaf(total, w->scales[c], *place);
    }
  }
}

static float scaled(const float *x, const float *factors, size_t i) {
  return factors ? x[i] * factors[i] : x[i];
}

// The scale of a block, a NaN if a number isn't finite; `by` gets what the numbers are multiplied
// by.
static float block_scale(
    const float *x, const float *factors, size_t n, float limit, float *by) {
  uint32_t bits = 0;
  for (size_t i = 0; i < n; i++) bits = larger_magnitude(bits, scaled(x, factors, i));
  const float largest = magnitude_of(bits);
  *by = largest > TREFOIL_LEAST ? limit / largest : 0;
  return largest / limit;
}

// Zeros stand for a block whose scale is a NaN.
static int32_t quantized(float x, float by) { return by == 0 ? 0 : nearest(x * by); }

static void quantize_i16(
    const float *x, const float *factors, size_t n, int16_t *to, float *scales) {
  for (size_t start = 0; start < n; start += TREFOIL_BLOCK) {
    size_t count = at_most(n - start, TREFOIL_BLOCK);
    const float *f = factors ? factors + start : NULL;
    float by;
    scales[start / TREFOIL_BLOCK] = block_scale(x + start, f, count, TREFOIL_ROW_LIMIT_I16, &by);
    for (size_t i = 0; i < count; i++) {
      to[start + i] = (int16_t)quantized(scaled(x + start, f, i), by);
    }
  }
  for (size_t i = n; i % 4 != 0; i++) to[i] = 0;
}

static void quantize_i8(
    const float *x, const float *factors, size_t n, uint8_t *to, float *scales) {
  for (size_t start = 0; start < n; start += TREFOIL_BLOCK) {
    size_t count = at_most(n - start, TREFOIL_BLOCK);
    const float *f = factors ? factors + start : NULL;
    float by;
    scales[start / TREFOIL_BLOCK] = block_scale(x + start, f, count, TREFOIL_LIMIT_I8, &by);
    for (size_t i = 0; i < count; i++) {
      to[start + i] = (uint8_t)(quantized(scaled(x + start, f, i), by) + TREFOIL_OFFSET_I8);
    }
  }
  for (size_t i = n; i % 4 != 0; i++) to[i] = TREFOIL_OFFSET_I8;
}

const trefoil_product_kernels trefoil_scalar_products = PRODUCT_KERNELS;
