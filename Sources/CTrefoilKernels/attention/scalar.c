#include <math.h>

#include "../rounding.h"
#include "../sizes.h"
#include "../tables.h"
#include "shape.h"

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
  uint32_t bits = 0;
  for (size_t i = 0; i < n; i++) bits = larger_magnitude(bits, x[i * stride]);
  const float largest = magnitude_of(bits);
  if (isnan(largest)) return (quantum){0, NAN};
  return (quantum){limit / fmaxf(TREFOIL_LEAST, largest), largest / limit};
}

static float taken(float x, float by, float limit) {
  if (limit == 0) return x;
  return isfinite(x) ? (float)nearest(x * by) : 0;
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
      const size_t count = at_most(head->key_count - start, ATTENTION_KEYS);
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

const trefoil_attention_kernels trefoil_scalar_attention = ATTENTION_KERNELS;
