#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "products.h"

// How attention cuts its work, the same in every instruction set.

enum {
  // Keys at once: their sums of 16-bit products just fit an int32, and their share of keys and
  // values (64 KiB in fp32) stays near while the queries pass.
  ATTENTION_KEYS = 128,
  // Queries at once: each block of keys is read from the outer cache once for so many.
  ATTENTION_QUERIES = 96,
  // The largest magnitudes of the quantized weights after the softmax and of the values.
  ATTENTION_WEIGHT_LIMIT_I16 = 4095,
  ATTENTION_VALUE_LIMIT_I16 = 4095,
  ATTENTION_WEIGHT_LIMIT_I8 = 255,
};

// What turns e to a power into 2 to a power.
#define ATTENTION_LOG2E 1.44269504088896341f

// The parts of the scratch memory, in bytes from its start.
typedef struct attention_layout {
  // Inner elements of a key, padded to whole words; columns of the values, padded for the tiles.
  size_t depth, columns;
  size_t keys, key_scales, key_corrections, values, value_scales;
  size_t queries, query_scales, context, largest, sums;
  size_t scores, weights;
  size_t total;
} attention_layout;

static inline size_t attention_part(size_t *total, size_t bytes) {
  size_t start = *total;
  *total = (start + bytes + 63) / 64 * 64;
  return start;
}

static inline attention_layout attention_layout_of(size_t key_count, size_t width) {
  const size_t blocks = (key_count + ATTENTION_KEYS - 1) / ATTENTION_KEYS;
  const size_t padded = blocks * ATTENTION_KEYS;
  attention_layout l = {.depth = (width + 3) / 4 * 4, .columns = (width + 31) / 32 * 32};
  l.keys = attention_part(&l.total, padded * l.depth * 4);
  l.key_scales = attention_part(&l.total, padded * 4);
  l.key_corrections = attention_part(&l.total, padded * 4);
  l.values = attention_part(&l.total, padded * l.columns * 4);
  l.value_scales = attention_part(&l.total, blocks * l.columns * 4);
  l.queries = attention_part(&l.total, ATTENTION_QUERIES * l.depth * 4);
  l.query_scales = attention_part(&l.total, ATTENTION_QUERIES * 4);
  l.context = attention_part(&l.total, ATTENTION_QUERIES * l.columns * 4);
  l.largest = attention_part(&l.total, ATTENTION_QUERIES * 4);
  l.sums = attention_part(&l.total, ATTENTION_QUERIES * 4);
  l.scores = attention_part(&l.total, 6 * ATTENTION_KEYS * 4);
  l.weights = attention_part(&l.total, 6 * ATTENTION_KEYS * 4);
  return l;
}

// The limit for both sides of width products that an int32 has to hold.
static inline float attention_limit_i16(size_t width) {
  float limit = floorf(sqrtf(2147483000.0f / (float)width));
  return limit < 4095 ? limit : 4095;
}
