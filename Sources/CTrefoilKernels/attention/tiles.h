#pragma once

// Attention over the words of a vector header and the tiles of ../products/tiles.h.
//
// For each block of queries the keys pass by in blocks, and each query keeps the largest score so
// far, the sum of its weights and its context under that score (the online softmax). The weights
// of a block are relative to the block's own largest score, so that quantized ones keep their
// precision wherever the largest of all lies.

#include "../elementwise/approximation.h"
#include "shape.h"

typedef enum attention_kind { ATTEND_F32, ATTEND_I16, ATTEND_I8 } attention_kind;

// The weight that stands for 1.
INLINE float weight_limit_of(const attention_kind kind) {
  return kind == ATTEND_I8    ? ATTENTION_WEIGHT_LIMIT_I8
         : kind == ATTEND_I16 ? ATTENTION_WEIGHT_LIMIT_I16
                              : 1;
}

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

INLINE size_t words_of(const attention_kind kind, size_t depth) {
  return kind == ATTEND_I8 ? (depth + 3) / 4 : kind == ATTEND_I16 ? (depth + 1) / 2 : depth;
}

// Rows of one head lie far apart, where no processor guesses the next; so they are asked for, this
// many rows before their use.
enum { ROWS_AHEAD = 8 };

// The columns of a head in nearly every model; its rows are quantized in registers.
enum { COMMON_WIDTH = 64 };

INLINE void fetch_ahead(const float *first, size_t stride, size_t row, size_t rows, size_t width) {
  if (row + ROWS_AHEAD >= rows) return;
  const float *next = first + (row + ROWS_AHEAD) * stride;
  for (size_t i = 0; i < width; i += 16) _mm_prefetch((const char *)(next + i), _MM_HINT_T0);
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
    const size_t count = smaller(head->key_count - start, TREFOIL_PANEL_COLUMNS);
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
  const size_t count = smaller(head->key_count - start, ATTENTION_KEYS);
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
        number = kind == ATTEND_I8 ? both(number, all_words(0xff)) : both(number, all_words(0xffff));
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

INLINE void attend_tile(
    const attention_kind scores, const attention_kind values, const int rows,
    const trefoil_head *head,
    const attention_layout *l, size_t query, size_t start, size_t count, char *scratch) {
  float before[LANES] = {0};
  float now[LANES] = {0};
  score_tile(scores, rows, l, head->width, query, start, count, scratch);
  weigh_tile(values, rows, l, query, count, scratch, before, now);
  size_t c = 0;
  for (; c + TILE_COLUMNS <= l->columns; c += TILE_COLUMNS) {
    gather_columns(values, rows, TILE_VECTORS, l, query, start, count, c, scratch, before, now);
  }
  for (; c < l->columns; c += 2 * LANES) {
    gather_columns(values, rows, 2, l, query, start, count, c, scratch, before, now);
  }
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

INLINE void attend(
    const attention_kind scores, const attention_kind values, const trefoil_head *head,
    void *scratch) {
  const attention_layout l = attention_layout_of(head->key_count, head->width);
  pack_keys(scores, head, &l, scratch);
  for (size_t start = 0; start < head->key_count; start += ATTENTION_KEYS) {
    pack_value_block(values, head, &l, start, scratch);
  }
  for (size_t first = 0; first < head->query_count; first += ATTENTION_QUERIES) {
    const size_t queries = smaller(head->query_count - first, ATTENTION_QUERIES);
    take_queries(scores, head, &l, first, queries, scratch);
    for (size_t start = 0; start < head->key_count; start += ATTENTION_KEYS) {
      const size_t keys = smaller(head->key_count - start, ATTENTION_KEYS);
      for (size_t query = 0; query < queries; query += TILE_ROWS) {
#define TILE(m) attend_tile(scores, values, m, head, &l, query, start, keys, scratch)
        WITH_ROWS(smaller(queries - query, TILE_ROWS), TILE)
#undef TILE
      }
    }
    give_context(head, &l, first, queries, scratch);
  }
}

static void attend_f32(const trefoil_head *head, void *scratch) {
  attend(ATTEND_F32, ATTEND_F32, head, scratch);
}

static void attend_i16(const trefoil_head *head, void *scratch) {
  attend(ATTEND_I16, ATTEND_I16, head, scratch);
}

static void attend_i8(const trefoil_head *head, void *scratch) {
  attend(ATTEND_I8, ATTEND_I8, head, scratch);
}
