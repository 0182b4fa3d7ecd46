#include <math.h>

#include "../attention/shape.h"
#include "../tables.h"

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

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
        trefoil_scalar_kernels.widen_f16(half, &weight, 1);
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
        for (size_t k = start; k < smaller(start + TREFOIL_BLOCK, w->depth); k++) {
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
        for (size_t k = start; k < smaller(start + TREFOIL_BLOCK, w->depth); k++) {
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

// The scale of a block, not finite if a number isn't; `by` gets what the numbers are multiplied by.
static float block_scale(
    const float *x, const float *factors, size_t n, float limit, float *by) {
  float largest = 0;
  float spoilt = 0;
  for (size_t i = 0; i < n; i++) {
    float v = scaled(x, factors, i);
    largest = fmaxf(largest, fabsf(v));
    spoilt += v * 0;
  }
  *by = largest > TREFOIL_LEAST ? limit / largest : 0;
  return largest / limit + spoilt;
}

// A number that is not finite has spoilt its scale; any integer will do for it.
static int32_t nearest(float x) { return isfinite(x) ? (int32_t)lrintf(x) : 0; }

static void quantize_i16(
    const float *x, const float *factors, size_t n, int16_t *to, float *scales) {
  for (size_t start = 0; start < n; start += TREFOIL_BLOCK) {
    size_t count = smaller(n - start, TREFOIL_BLOCK);
    const float *f = factors ? factors + start : NULL;
    float by;
    scales[start / TREFOIL_BLOCK] = block_scale(x + start, f, count, TREFOIL_ROW_LIMIT_I16, &by);
    for (size_t i = 0; i < count; i++) to[start + i] = (int16_t)nearest(scaled(x + start, f, i) * by);
  }
  for (size_t i = n; i % 4 != 0; i++) to[i] = 0;
}

static void quantize_i8(
    const float *x, const float *factors, size_t n, uint8_t *to, float *scales) {
  for (size_t start = 0; start < n; start += TREFOIL_BLOCK) {
    size_t count = smaller(n - start, TREFOIL_BLOCK);
    const float *f = factors ? factors + start : NULL;
    float by;
    scales[start / TREFOIL_BLOCK] = block_scale(x + start, f, count, TREFOIL_LIMIT_I8, &by);
    for (size_t i = 0; i < count; i++) {
      to[start + i] = (uint8_t)(nearest(scaled(x + start, f, i) * by) + TREFOIL_OFFSET_I8);
    }
  }
  for (size_t i = n; i % 4 != 0; i++) to[i] = TREFOIL_OFFSET_I8;
}

// How far attention rounds: the largest magnitudes of its integers, 0 for fp32 as it is.
typedef struct attention_limits {
  float row, weight, value;
} attention_limits;

// What numbers are multiplied by to become integers of a limit, and what that is worth.
typedef struct quantum {
  float by, scale;
} quantum;

static quantum quantum_of(const float *x, size_t stride, size_t n, float limit) {
  if (limit == 0) return (quantum){1, 1};
  float largest = 0;
  float spoilt = 0;
  for (size_t i = 0; i < n; i++) {
    largest = fmaxf(largest, fabsf(x[i * stride]));
    spoilt += x[i * stride] * 0;
  }
  return (quantum){limit / fmaxf(TREFOIL_LEAST, largest), largest / limit + spoilt};
}

static float taken(float x, float by, float limit) {
  return limit == 0 ? x : (float)nearest(x * by);
}

static float score_of(
    const float *query, const float *key, size_t width, quantum of_query, float limit) {
  quantum of_key = quantum_of(key, 1, width, limit);
  // Integers are summed exactly.
  double sum = 0;
  for (size_t i = 0; i < width; i++) {
    sum += (double)taken(query[i], of_query.by, limit) * taken(key[i], of_key.by, limit);
  }
  return (float)sum * of_key.scale * of_query.scale * (ATTENTION_LOG2E / sqrtf((float)width));
}

// The definition of attention: one query at a time, keys in blocks, softmax by libm.
static void attend(const trefoil_head *head, attention_limits limits, void *scratch) {
  const attention_layout l = attention_layout_of(head->key_count, head->width);
  float *context = (float *)((char *)scratch + l.context);
  float *weights = (float *)((char *)scratch + l.weights);
  for (size_t q = 0; q < head->query_count; q++) {
    const float *query = head->queries + q * head->stride;
    const quantum of_query = quantum_of(query, 1, head->width, limits.row);
    float largest = -INFINITY;
    float sum = 0;
    for (size_t c = 0; c < head->width; c++) context[c] = 0;
    for (size_t start = 0; start < head->key_count; start += ATTENTION_KEYS) {
      const size_t count = smaller(head->key_count - start, ATTENTION_KEYS);
      float top = -INFINITY;
      for (size_t k = 0; k < count; k++) {
        const float *key = head->keys + (start + k) * head->stride;
        weights[k] = score_of(query, key, head->width, of_query, limits.row);
        top = weights[k] > top || isnan(weights[k]) ? weights[k] : top;
      }
      const float up_to_now = largest > top ? largest : top;
      const float before = exp2f(largest - up_to_now);
      const float now = exp2f(top - up_to_now);
      float added = 0;
      for (size_t k = 0; k < count; k++) {
        weights[k] = exp2f(weights[k] - top);
        added += weights[k];
      }
      sum = sum * before + added * now;
      largest = up_to_now;
      for (size_t c = 0; c < head->width; c++) {
        const float *values = head->values + start * head->stride + c;
        const quantum of_values = quantum_of(values, head->stride, count, limits.value);
        double found = 0;
        for (size_t k = 0; k < count; k++) {
          found += (double)taken(weights[k], limits.weight, limits.weight)
              * taken(values[k * head->stride], of_values.by, limits.value);
        }
        float scale = limits.weight == 0 ? 1 : of_values.scale / limits.weight;
        context[c] = context[c] * before + (float)found * scale * now;
      }
    }
    for (size_t c = 0; c < head->width; c++) {
      head->context[q * head->context_stride + c] = context[c] / sum;
    }
  }
}

static void attend_f32(const trefoil_head *head, void *scratch) {
  attend(head, (attention_limits){0, 0, 0}, scratch);
}

static void attend_i16(const trefoil_head *head, void *scratch) {
  const attention_limits limits = {
      attention_limit_i16(head->width), ATTENTION_WEIGHT_LIMIT_I16, ATTENTION_VALUE_LIMIT_I16};
  attend(head, limits, scratch);
}

static void attend_i8(const trefoil_head *head, void *scratch) {
  attend(head, (attention_limits){TREFOIL_LIMIT_I8, ATTENTION_WEIGHT_LIMIT_I8, TREFOIL_LIMIT_I8},
         scratch);
}

size_t trefoil_attention_scratch(size_t key_count, size_t width) {
  return attention_layout_of(key_count, width).total;
}

const trefoil_product_kernels trefoil_scalar_product_kernels = PRODUCT_KERNELS("scalar");
