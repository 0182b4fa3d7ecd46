#pragma once

// The context: values, weighted.

#include "../products/tiles.h"
#include "kinds.h"

// Adds a block's weighted values to the context of some queries.
INLINE void gather_columns(
    const attention_kind kind, const int rows, const int vectors, const attention_layout *l,
    size_t query, size_t start, size_t count, size_t c, char *scratch, const float *before,
    const float *now) {
  const size_t per_word = kind == ATTEND_I8 ? 4 : kind == ATTEND_I16 ? 2 : 1;
  const size_t steps = (count + per_word - 1) / per_word;
  const columns from = {
      (const float *)(scratch + l->values) + start / per_word * l->columns + c, l->columns,
      TREFOIL_HALF_PANEL};
  const float *scales =
      (const float *)(scratch + l->value_scales) + start / ATTENTION_KEYS * l->columns + c;
  float *context = (float *)(scratch + l->context) + query * l->columns + c;
  number_tile found;
  if (kind == ATTEND_F32) {
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
      found.sums[r][v] = all_of(0);
    }
    multiply_numbers(
        &found, 0, rows, vectors, (const float *)(scratch + l->weights), ATTENTION_KEYS, &from,
        steps, NULL);
  } else {
    word_tile tile;
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
      tile.sums[r][v] = no_words();
    }
    multiply_words(
        &tile, kind == ATTEND_I8, rows, vectors, (const int32_t *)(scratch + l->weights),
        ATTENTION_KEYS / per_word, &from, steps, NULL);
    UNROLL for (int v = 0; v < vectors; v++) {
      numbers scale = load(scales + v * LANES);
      UNROLL for (int r = 0; r < rows; r++) {
        found.sums[r][v] = times(numbers_of(tile.sums[r][v]), scale);
      }
    }
  }
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
    float *place = context + (size_t)r * l->columns + v * LANES;
    numbers old = times(load(place), all_of(before[r]));
    store(place, times_plus(found.sums[r][v], all_of(now[r]), old));
  }
}

INLINE void give_context(
    const trefoil_head *head, const attention_layout *l, size_t first, size_t count,
    const char *scratch) {
  const float *context = (const float *)(scratch + l->context);
  const float *sums = (const float *)(scratch + l->sums);
  for (size_t r = 0; r < count; r++) {
    float *to = head->context + (first + r) * head->context_stride;
    const float by = 1 / sums[r];
    for (size_t c = 0; c < head->width; c++) to[c] = context[r * l->columns + c] * by;
  }
}
