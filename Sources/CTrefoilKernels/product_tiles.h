#pragma once

// Products and quantization over the words of a vector header, which comes before this one with
// `dot_pairs` and `dot_quads`.
//
// A tile is up to 6 rows by TILE_VECTORS vectors of columns whose sums stay in registers: 24 of 32
// with AVX-512, 12 of 16 with AVX2. For each inner element it reads its columns once and each row's
// number once.

#include <stdint.h>
#include <string.h>

#include "products.h"

enum { TILE_ROWS = 6, TILE_COLUMNS = LANES * TILE_VECTORS };

#define UNROLL _Pragma("clang loop unroll(full)")

// Runs `call(rows)` with the number of rows as a constant.
#define WITH_ROWS(rows, call) \
  switch (rows) { \
    case 1: call(1); break; \
    case 2: call(2); break; \
    case 3: call(3); break; \
    case 4: call(4); break; \
    case 5: call(5); break; \
    default: call(6); break; \
  }

// What to bring into the cache while a tile works, a little with each step.
typedef struct ahead {
  const char *next;
  size_t step;
} ahead;

INLINE void fetch(ahead *ahead) {
  _mm_prefetch(ahead->next, _MM_HINT_T1);
  ahead->next += ahead->step;
}

typedef struct number_tile { numbers sums[TILE_ROWS][TILE_VECTORS]; } number_tile;
typedef struct word_tile { integers sums[TILE_ROWS][TILE_VECTORS]; } word_tile;

// sums += rows · columns; `stride` numbers from row to row, `columns` from step to step.
INLINE void multiply_numbers(
    number_tile *tile, const int rows, const int vectors, const float *x, size_t stride,
    const float *w, size_t columns, size_t steps, ahead *ahead) {
  for (size_t step = 0; step < steps; step++, w += columns) {
    numbers column[TILE_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) column[v] = load(w + v * LANES);
    if (ahead) fetch(ahead);
    UNROLL for (int r = 0; r < rows; r++) {
      numbers number = all_of(x[(size_t)r * stride + step]);
      UNROLL for (int v = 0; v < vectors; v++) {
        tile->sums[r][v] = times_plus(number, column[v], tile->sums[r][v]);
      }
    }
  }
}

// The same with words: two 16-bit or, with `quads`, four 8-bit numbers each.
INLINE void multiply_words(
    word_tile *tile, const int quads, const int rows, const int vectors, const int32_t *x,
    size_t stride, const int32_t *w, size_t columns, size_t steps, ahead *ahead) {
  for (size_t step = 0; step < steps; step++, w += columns) {
    integers column[TILE_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) column[v] = load_words(w + v * LANES);
    if (ahead) fetch(ahead);
    UNROLL for (int r = 0; r < rows; r++) {
      integers word = all_words(x[(size_t)r * stride + step]);
      UNROLL for (int v = 0; v < vectors; v++) {
        tile->sums[r][v] = quads ? dot_quads(tile->sums[r][v], word, column[v])
                                 : dot_pairs(tile->sums[r][v], word, column[v]);
      }
    }
  }
}

INLINE size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

// A tile's share of the fetching, spread over its steps.
INLINE ahead share_of(const trefoil_panel *w, size_t tile, size_t tiles, size_t steps) {
  size_t share = w->next_bytes / tiles;
  return (ahead){(const char *)w->next + tile * share, share / steps};
}

// What a sum of products is added to.
INLINE numbers start_of(const float *bias, int accumulate, const float *place) {
  numbers start = accumulate ? load(place) : all_of(0);
  return bias ? plus(start, load(bias)) : start;
}

INLINE void multiply_f32_tile(
    const int rows, const float *x, size_t stride, const float *w, size_t depth,
    const float *bias, int accumulate, float *out, size_t out_stride, ahead *ahead) {
  number_tile tile;
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
    tile.sums[r][v] = start_of(
        bias ? bias + v * LANES : NULL, accumulate, out + (size_t)r * out_stride + v * LANES);
  }
  multiply_numbers(
      &tile, rows, TILE_VECTORS, x, stride, w, TREFOIL_PANEL_COLUMNS, depth, ahead);
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
    store(out + (size_t)r * out_stride + v * LANES, tile.sums[r][v]);
  }
}

static void multiply_f32(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  const float *rows = x->values;
  const size_t tiles = (x->count + TILE_ROWS - 1) / TILE_ROWS;
  const size_t turns = TREFOIL_PANEL_COLUMNS / TILE_COLUMNS;
  for (size_t r = 0; r < x->count; r += TILE_ROWS) {
    ahead ahead = share_of(w, r / TILE_ROWS, tiles, w->depth * turns);
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += TILE_COLUMNS) {
      const float *panel = (const float *)w->values + c;
      float *place = out + r * out_stride + c;
#define TILE(m) \
  multiply_f32_tile( \
      m, rows + r * x->stride, x->stride, panel, w->depth, w->bias ? w->bias + c : NULL, \
      accumulate, place, out_stride, &ahead)
      WITH_ROWS(smaller(x->count - r, TILE_ROWS), TILE)
#undef TILE
    }
  }
}

INLINE void multiply_words_tile(
    const int quads, const int rows, const int32_t *x, size_t stride, const float *scales,
    size_t scale_stride, const trefoil_panel *w, size_t column, int accumulate, float *out,
    size_t out_stride, ahead *ahead) {
  const size_t block_steps = TREFOIL_BLOCK / (quads ? 4 : 2);
  const size_t steps = quads ? (w->depth + 3) / 4 : (w->depth + 1) / 2;
  const int32_t *panel = (const int32_t *)w->values + column;
  numbers sums[TILE_ROWS][TILE_VECTORS];
  float kept[TILE_ROWS][TILE_COLUMNS];
  for (size_t block = 0, step = 0; step < steps; block++, step += block_steps) {
    word_tile tile;
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
      tile.sums[r][v] = quads ? load_words(w->corrections + block * TREFOIL_PANEL_COLUMNS + column
                                           + v * LANES)
                              : no_words();
    }
    multiply_words(
        &tile, quads, rows, TILE_VECTORS, x + step, stride, panel + step * TREFOIL_PANEL_COLUMNS,
        TREFOIL_PANEL_COLUMNS, smaller(block_steps, steps - step), ahead);
    const int last = step + block_steps >= steps;
    UNROLL for (int r = 0; r < rows; r++) {
      numbers scale = all_of(scales[(size_t)r * scale_stride + block]);
      UNROLL for (int v = 0; v < TILE_VECTORS; v++) {
        numbers before = block == 0 ? all_of(0) : load(&kept[r][v * LANES]);
        sums[r][v] = times_plus(numbers_of(tile.sums[r][v]), scale, before);
        if (last) {
          float *place = out + (size_t)r * out_stride + v * LANES;
          numbers start = start_of(
              w->bias ? w->bias + column + v * LANES : NULL, accumulate, place);
          store(place, times_plus(sums[r][v], load(w->scales + column + v * LANES), start));
        } else {
          store(&kept[r][v * LANES], sums[r][v]);
        }
      }
    }
  }
}

INLINE void multiply_panel(
    const int quads, const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out,
    size_t out_stride) {
  const size_t per_word = quads ? 4 : 2;
  const size_t steps = (w->depth + per_word - 1) / per_word;
  const size_t tiles = (x->count + TILE_ROWS - 1) / TILE_ROWS;
  const size_t turns = TREFOIL_PANEL_COLUMNS / TILE_COLUMNS;
  const size_t row_words = x->stride / per_word;
  const int32_t *rows = x->values;
  for (size_t r = 0; r < x->count; r += TILE_ROWS) {
    ahead ahead = share_of(w, r / TILE_ROWS, tiles, steps * turns);
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += TILE_COLUMNS) {
      float *place = out + r * out_stride + c;
#define TILE(m) \
  multiply_words_tile( \
      quads, m, rows + r * row_words, row_words, x->scales + r * x->scale_stride, \
      x->scale_stride, w, c, accumulate, place, out_stride, &ahead)
      WITH_ROWS(smaller(x->count - r, TILE_ROWS), TILE)
#undef TILE
    }
  }
}

static void multiply_i16(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  multiply_panel(0, x, w, accumulate, out, out_stride);
}

static void multiply_i8(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  multiply_panel(1, x, w, accumulate, out, out_stride);
}

// A vector of x · factors from `i` on, zeros behind `n`.
INLINE numbers scaled_numbers(const float *x, const float *factors, size_t i, size_t n) {
  if (i + LANES <= n) {
    numbers v = load(x + i);
    return factors ? times(v, load(factors + i)) : v;
  }
  float rest[LANES] = {0};
  for (size_t j = i; j < n; j++) rest[j - i] = factors ? x[j] * factors[j] : x[j];
  return load(rest);
}

// Writes numbers / scale as integers and returns the scale, which is not finite if a number isn't.
INLINE float quantize(
    const int bytes, const float *x, const float *factors, size_t n, float limit, void *to) {
  numbers largest = all_of(0);
  numbers spoilt = all_of(0);
  for (size_t i = 0; i < n; i += LANES) {
    numbers v = scaled_numbers(x, factors, i, n);
    largest = larger(largest, magnitude(v));
    spoilt = times_plus(v, all_of(0), spoilt);
  }
  float top = largest_lane(largest);
  numbers by = all_of(top > TREFOIL_LEAST ? limit / top : 0);
  for (size_t i = 0; i < n; i += LANES) {
    integers words = nearest_words(times(scaled_numbers(x, factors, i, n), by));
    if (bytes) words = plus_words(words, all_words(TREFOIL_OFFSET_I8));
    size_t padded = (n + 3) / 4 * 4;
    if (i + LANES <= padded) {
      if (bytes) store_u8((uint8_t *)to + i, words);
      else store_i16((int16_t *)to + i, words);
    } else {
      int16_t rest[LANES];
      uint8_t rest_bytes[LANES];
      if (bytes) {
        store_u8(rest_bytes, words);
        memcpy((uint8_t *)to + i, rest_bytes, padded - i);
      } else {
        store_i16(rest, words);
        memcpy((int16_t *)to + i, rest, (padded - i) * sizeof *rest);
      }
    }
  }
  return top / limit + sum_of_lanes(spoilt);
}

static void quantize_i16(
    const float *x, const float *factors, size_t n, int16_t *to, float *scales) {
  for (size_t i = 0; i < n; i += TREFOIL_BLOCK) {
    scales[i / TREFOIL_BLOCK] = quantize(
        0, x + i, factors ? factors + i : NULL, smaller(n - i, TREFOIL_BLOCK),
        TREFOIL_ROW_LIMIT_I16, to + i);
  }
}

static void quantize_i8(
    const float *x, const float *factors, size_t n, uint8_t *to, float *scales) {
  for (size_t i = 0; i < n; i += TREFOIL_BLOCK) {
    scales[i / TREFOIL_BLOCK] = quantize(
        1, x + i, factors ? factors + i : NULL, smaller(n - i, TREFOIL_BLOCK), TREFOIL_LIMIT_I8,
        to + i);
  }
}
