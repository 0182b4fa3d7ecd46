#pragma once

// Scores and their weights.

#include "../products/tiles.h"
#include "exponential.h"
#include "kinds.h"

// `unit` · 2^x for x <= 0, as exact as the weights of the kind; below -126 as at -126.
INLINE numbers power_of_two(const attention_kind kind, const float unit, numbers x) {
  x = larger(all_of(-126), x);
  numbers k = whole(x);
  numbers r = minus(x, k);
  numbers p;
#define STEP(c) p = times_plus(p, r, all_of((c) * unit))
  switch (kind) {
    case ATTEND_I8:
      p = all_of(EXP3_C3 * unit);
      STEP(EXP3_C2), STEP(EXP3_C1), STEP(EXP3_C0);
      break;
    case ATTEND_I16:
      p = all_of(EXP4_C4 * unit);
      STEP(EXP4_C3), STEP(EXP4_C2), STEP(EXP4_C1), STEP(EXP4_C0);
      break;
    default:
      p = all_of(EXP6_C6 * unit);
      STEP(EXP6_C5), STEP(EXP6_C4), STEP(EXP6_C3), STEP(EXP6_C2), STEP(EXP6_C1), STEP(EXP6_C0);
  }
#undef STEP
  return times_power(p, k);
}

// Scores of some queries with `count` keys from `start` on, each still to be multiplied by its
// query's scale, which holds log2 e / √width.
INLINE void score_tile(
    const attention_kind kind, const int rows, const attention_layout *l, size_t width,
    size_t query, size_t start, size_t count, char *scratch) {
  const size_t words = words_of(kind, width);
  const int32_t *queries = (const int32_t *)(scratch + l->queries) + query * words;
  const float *key_scales = (const float *)(scratch + l->key_scales);
  float *scores = (float *)(scratch + l->scores);
  for (size_t c = 0; c < count; c += TILE_COLUMNS) {
    const size_t key = start + c;
    const size_t inside = key % TREFOIL_PANEL_COLUMNS;
    const columns from = {
        (const int32_t *)(scratch + l->keys) + (key - inside) * words + inside,
        TREFOIL_PANEL_COLUMNS, TREFOIL_HALF_PANEL};
    if (kind == ATTEND_F32) {
      number_tile tile;
      UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
        tile.sums[r][v] = all_of(0);
      }
      multiply_numbers(
          &tile, 0, rows, TILE_VECTORS, (const float *)queries, words, &from, words, NULL);
      UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
        store(scores + r * ATTENTION_KEYS + c + v * LANES, tile.sums[r][v]);
      }
      continue;
    }
    word_tile tile;
    const int32_t *corrections = (const int32_t *)(scratch + l->key_corrections) + key;
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
      tile.sums[r][v] = kind == ATTEND_I8 ? load_words(corrections + v * LANES) : no_words();
    }
    multiply_words(
        &tile, kind == ATTEND_I8, rows, TILE_VECTORS, queries, words, &from, words, NULL);
    UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
      numbers scale = load(key_scales + key + v * LANES);
      UNROLL for (int r = 0; r < rows; r++) {
        numbers score = times(numbers_of(tile.sums[r][v]), scale);
        store(scores + r * ATTENTION_KEYS + c + v * LANES, score);
      }
    }
  }
}

// Turns scores into weights relative to the block's largest score, and brings each query's state
// up to it. `before` and `now` get what its old context and the new one are multiplied by.
INLINE void weigh_tile(
    const attention_kind kind, const int rows, const attention_layout *l, size_t query,
    size_t count, char *scratch, float *before, float *now) {
  float *scores = (float *)(scratch + l->scores);
  float *largest = (float *)(scratch + l->largest) + query;
  float *sums = (float *)(scratch + l->sums) + query;
  const float *scales = (const float *)(scratch + l->query_scales) + query;
  const float limit = weight_limit_of(kind);
  char *weights = scratch + l->weights;
  const size_t padded = (count + LANES - 1) / LANES * LANES;
  float added[TILE_ROWS];
  for (int r = 0; r < rows; r++) {
    float *row = scores + r * ATTENTION_KEYS;
    for (size_t c = count; c < padded; c++) row[c] = -INFINITY;
    numbers top = load(row);
    for (size_t c = LANES; c < padded; c += LANES) top = larger(top, load(row + c));
    const float block_largest = largest_lane(top) * scales[r];
    const numbers below = all_of(-block_largest);
    const numbers scale = all_of(scales[r]);
    numbers sum = all_of(0);
    for (size_t c = 0; c < padded; c += LANES) {
      numbers weight = power_of_two(kind, limit, times_plus(load(row + c), scale, below));
      sum = plus(sum, weight);
      if (kind == ATTEND_F32) {
        store((float *)weights + r * ATTENTION_KEYS + c, weight);
      } else if (kind == ATTEND_I16) {
        store_i16(
            (int16_t *)weights + r * ATTENTION_KEYS + c,
            nearest_words(weight));
      } else {
        store_u8(
            (uint8_t *)weights + r * ATTENTION_KEYS + c,
            nearest_words(weight));
      }
    }
    const float up_to_now = largest[r] > block_largest ? largest[r] : block_largest;
    before[r] = largest[r] - up_to_now;
    now[r] = block_largest - up_to_now;
    largest[r] = up_to_now;
    added[r] = sum_of_lanes(sum) * (1 / limit);
  }
  store(before, power_of_two(ATTEND_F32, 1, load(before)));
  store(now, power_of_two(ATTEND_F32, 1, load(now)));
  for (int r = 0; r < rows; r++) sums[r] = sums[r] * before[r] + added[r] * now[r];
}
