#pragma once

// Queries, keys and values as the tiles take them: quantized, the keys and values in panels.

#include "../products/quantize.h"
#include "kinds.h"

// Rows of one head lie far apart, where no processor guesses the next; so they are asked for, this
// many rows before their use.
enum { ROWS_AHEAD = 8 };

// The columns of a head in nearly every model; its rows are quantized in registers.
enum { COMMON_WIDTH = 64 };

INLINE void fetch_ahead(const float *first, size_t stride, size_t row, size_t rows, size_t width) {
  if (row + ROWS_AHEAD >= rows) return;
  const float *next = first + (row + ROWS_AHEAD) * stride;
  for (size_t i = 0; i < width; i += 16) __builtin_prefetch(next + i, 0, 3);
}

// Quantizes a row into words; fp32 numbers are words as they are.
INLINE float row_words(const attention_kind kind, const float *row, size_t width, int32_t *to) {
  if (kind == ATTEND_F32) {
    memcpy(to, row, width * sizeof *row);
    return 1;
  }
  const int bytes = kind == ATTEND_I8;
  const float limit = bytes ? TREFOIL_LIMIT_I8 : attention_limit_i16(width);
  return width == COMMON_WIDTH
             ? quantize_vectors(bytes, COMMON_WIDTH / LANES, row, NULL, limit, to)
             : quantize(bytes, row, NULL, width, limit, to);
}

INLINE void take_queries(
    const attention_kind kind, const trefoil_head *head, const attention_layout *l, size_t first,
    size_t count, char *scratch) {
  const size_t words = words_of(kind, head->width);
  const float factor = ATTENTION_LOG2E / sqrtf((float)head->width);
  int32_t *queries = (int32_t *)(scratch + l->queries);
  float *scales = (float *)(scratch + l->query_scales);
  for (size_t r = 0; r < count; r++) {
    const float *row = head->queries + (first + r) * head->stride;
    fetch_ahead(head->queries, head->stride, first + r, head->query_count, head->width);
    float scale = row_words(kind, row, head->width, queries + r * words);
    // A row of zeros has scores of zero by any scale, and by 1 the keys that are none stay so.
    scales[r] = (scale == 0 ? 1 : scale) * factor;
    ((float *)(scratch + l->largest))[r] = -INFINITY;
    ((float *)(scratch + l->sums))[r] = 0;
  }
  memset(scratch + l->context, 0, count * l->columns * sizeof(float));
}

// Lays the keys into panels of 64 columns, as a weight matrix.
INLINE void pack_keys(
    const attention_kind kind, const trefoil_head *head, const attention_layout *l,
    char *scratch) {
  const size_t words = words_of(kind, head->width);
  // Signed bytes: the offset that quantizing added is taken away by its bit.
  const int32_t sign = kind == ATTEND_I8 ? (int32_t)0x80808080 : 0;
  float *scales = (float *)(scratch + l->key_scales);
  int32_t *row = (int32_t *)(scratch + l->queries);
  for (size_t start = 0; start < head->key_count; start += TREFOIL_PANEL_COLUMNS) {
    int32_t *panel = (int32_t *)(scratch + l->keys) + start * words;
    const size_t count = at_most(head->key_count - start, TREFOIL_PANEL_COLUMNS);
    if (count < TREFOIL_PANEL_COLUMNS) {
      memset(panel, 0, words * TREFOIL_PANEL_COLUMNS * sizeof *panel);
      memset(scales + start, 0, TREFOIL_PANEL_COLUMNS * sizeof *scales);
    }
    for (size_t key = 0; key < count; key++) {
      const float *from = head->keys + (start + key) * head->stride;
      fetch_ahead(head->keys, head->stride, start + key, head->key_count, head->width);
      scales[start + key] = row_words(kind, from, head->width, row);
      for (size_t word = 0; word < words; word++) {
        panel[word * TREFOIL_PANEL_COLUMNS + key] = row[word] ^ sign;
      }
    }
    if (kind != ATTEND_I8) continue;
    int32_t *corrections = (int32_t *)(scratch + l->key_corrections) + start;
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += LANES) {
      integers sum = no_words();
      for (size_t word = 0; word < words; word++) {
        sum = dot_quads(
            sum, all_words((int32_t)0x80808080),
            load_words(panel + word * TREFOIL_PANEL_COLUMNS + c));
      }
      store_words(corrections + c, minus_words(no_words(), sum));
    }
  }
}

// Lays a block of values into words of 1, 2 or 4 keys, a scale for each column.
INLINE void pack_value_block(
    const attention_kind kind, const trefoil_head *head, const attention_layout *l, size_t start,
    char *scratch) {
  const size_t count = at_most(head->key_count - start, ATTENTION_KEYS);
  const size_t per_word = kind == ATTEND_I8 ? 4 : kind == ATTEND_I16 ? 2 : 1;
  const float limit = kind == ATTEND_I8 ? TREFOIL_LIMIT_I8 : ATTENTION_VALUE_LIMIT_I16;
  const float *from = head->values + start * head->stride;
  float *to = (float *)(scratch + l->values) + start / per_word * l->columns;
  float *scales = (float *)(scratch + l->value_scales) + start / ATTENTION_KEYS * l->columns;
  for (size_t c = 0; c < l->columns; c += LANES) {
    const size_t width = head->width > c ? head->width - c : 0;
    if (kind == ATTEND_F32) {
      for (size_t key = 0; key < count; key++) {
        store(to + key * l->columns + c,
              scaled_numbers(from + key * head->stride + c, NULL, 0, width));
      }
      continue;
    }
    numbers largest = all_of(0);
    numbers spoilt = all_of(0);
    for (size_t key = 0; key < count; key++) {
      numbers v = scaled_numbers(from + key * head->stride + c, NULL, 0, width);
      if (c == 0) fetch_ahead(from, head->stride, key, count, head->width);
      largest = larger(largest, magnitude(v));
      spoilt = times_plus(v, all_of(0), spoilt);
    }
    store(scales + c, plus(times(largest, all_of(1 / (limit * weight_limit_of(kind)))), spoilt));
    numbers by = over(all_of(limit), larger(all_of(TREFOIL_LEAST), largest));
    for (size_t key = 0; key < count; key += per_word) {
      integers word = no_words();
      for (size_t i = 0; i < per_word && key + i < count; i++) {
        numbers v = scaled_numbers(from + (key + i) * head->stride + c, NULL, 0, width);
        integers number = nearest_words(times(v, by));
        number = both(number, all_words(kind == ATTEND_I8 ? 0xff : 0xffff));
        switch (i) {
          case 0: word = number; break;
          case 1:
            word = either(word, kind == ATTEND_I8 ? LEFT(number, 8) : LEFT(number, 16));
            break;
          case 2: word = either(word, LEFT(number, 16)); break;
          default: word = either(word, LEFT(number, 24)); break;
        }
      }
      store_words(to + key / per_word * l->columns + c, word);
    }
  }
}
