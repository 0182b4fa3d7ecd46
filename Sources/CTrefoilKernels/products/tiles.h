#pragma once

// Products and quantization over the words of a vector header, which comes before this one with
// `dot_pairs` and `dot_quads`.
//
// A tile is some rows by some vectors of columns whose sums stay in registers: 24 of 32 with
// AVX-512, 12 of 16 with AVX2. For each inner element it reads its columns once and each row's
// number once. A wide tile needs the fewest reads; a narrow one has more rows, so that a lone
// query's few rows pass a panel together and its weights come from memory in order, once.

#include <stdint.h>
#include <string.h>

#include "products.h"

enum {
  TILE_COLUMNS = LANES * TILE_VECTORS,
  NARROW_COLUMNS = LANES * NARROW_VECTORS,
  // Up to so many rows, narrow tiles serve.
  FEW_ROWS = 2 * NARROW_ROWS,
};

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

#define WITH_NARROW_ROWS(rows, call) \
  switch (rows) { \
    case 7: call(7); break; \
    case 8: call(8); break; \
    case 9: call(9); break; \
    case 10: call(10); break; \
    case 11: call(11); break; \
    case 12: call(12); break; \
    default: WITH_ROWS(rows, call) break; \
  }

// What to bring into the cache while a tile works, a little with each step.
typedef struct ahead {
  const char *next;
  size_t step;
} ahead;

INLINE void fetch(ahead *ahead) {
  const char *end = ahead->next + ahead->step;
  const char *line = ahead->next;
  do {
    _mm_prefetch(line, _MM_HINT_T1);
    line += 64;
  } while (line < end);
  ahead->next = end;
}

// What a tile multiplies by: words from `first` on, `step` words from inner element to inner
// element; its vectors behind the first 32 columns lie `half` words further.
typedef struct columns {
  const void *first;
  size_t step;
  size_t half;
} columns;

// Few rows take their weights from memory as fast as it gives them. The processor's own prefetching
// reaches half of that; asking for what comes so many bytes later reaches nearly all.
enum { STREAM_AHEAD = 8192 };

// The first rows that meet a stretch of weights, read in order, fetch for all.
INLINE ahead stream_ahead(const columns *w, size_t word, size_t row) {
  return (ahead){(const char *)w->first + STREAM_AHEAD, row == 0 ? w->step * word : 0};
}

INLINE size_t vector_at(const columns *w, const int v) {
  const int vectors = TREFOIL_HALF_PANEL / LANES;
  return (v >= vectors ? w->half : 0) + (size_t)(v % vectors) * LANES;
}

typedef struct number_tile { numbers sums[NARROW_ROWS][TILE_VECTORS]; } number_tile;
typedef struct word_tile { integers sums[NARROW_ROWS][TILE_VECTORS]; } word_tile;

// sums += rows · columns; `stride` numbers from row to row.
INLINE void multiply_numbers(
    number_tile *tile, const int halves, const int rows, const int vectors, const float *x,
    size_t stride, const columns *w, size_t steps, ahead *ahead) {
  for (size_t step = 0; step < steps; step++) {
    numbers column[TILE_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) {
      const size_t at = step * w->step + vector_at(w, v);
      column[v] = halves ? load_halves((const uint16_t *)w->first + at)
                         : load((const float *)w->first + at);
    }
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
    size_t stride, const columns *w, size_t steps, ahead *ahead) {
  for (size_t step = 0; step < steps; step++) {
    integers column[TILE_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) {
      column[v] = load_words((const int32_t *)w->first + step * w->step + vector_at(w, v));
    }
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
  if (w->next_bytes == 0) return (ahead){NULL, 0};
  size_t share = w->next_bytes / tiles;
  return (ahead){(const char *)w->next + tile * share, share / steps};
}

// Brings the place of a tile's outputs near while the tile works: it is read or written at the end.
INLINE void fetch_outputs(
    const int rows, const int vectors, const float *place, size_t stride) {
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v += 16 / LANES) {
      __builtin_prefetch(place + (size_t)r * stride + v * LANES, 1);
    }
  }
}

// What a sum of products is added to.
INLINE numbers start_of(const float *bias, int accumulate, const float *place) {
  numbers start = accumulate ? load(place) : all_of(0);
  return bias ? plus(start, load(bias)) : start;
}

// Where the words of a panel's columns from `column` on lie, and how.
INLINE columns columns_from(const void *values, size_t size, size_t steps, size_t column) {
  const size_t half = steps * TREFOIL_HALF_PANEL;
  const size_t first =
      column / TREFOIL_HALF_PANEL * half + column % TREFOIL_HALF_PANEL;
  return (columns){(const char *)values + first * size, TREFOIL_HALF_PANEL, half};
}

INLINE void multiply_numbers_tile(
    const int halves, const int rows, const int vectors, const trefoil_rows *x, size_t row,
    const trefoil_panel *w, size_t column, int accumulate, float *out, size_t out_stride,
    ahead *ahead) {
  const columns from = columns_from(w->values, halves ? 2 : 4, w->depth, column);
  struct ahead stream = stream_ahead(&from, sizeof(uint16_t), row);
  float *place = out + row * out_stride + column;
  number_tile tile;
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
    tile.sums[r][v] = start_of(
        w->bias ? w->bias + column + v * LANES : NULL, accumulate,
        place + (size_t)r * out_stride + v * LANES);
  }
  multiply_numbers(
      &tile, halves, rows, vectors, (const float *)x->values + row * x->stride, x->stride, &from,
      w->depth, ahead ? ahead : &stream);
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
    store(place + (size_t)r * out_stride + v * LANES, tile.sums[r][v]);
  }
}

static void multiply_f32(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  const size_t tiles = (x->count + TILE_ROWS - 1) / TILE_ROWS;
  const size_t turns = TREFOIL_PANEL_COLUMNS / TILE_COLUMNS;
  for (size_t r = 0; r < x->count; r += TILE_ROWS) {
    ahead ahead = share_of(w, r / TILE_ROWS, tiles, w->depth * turns);
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += TILE_COLUMNS) {
#define TILE(m) \
  multiply_numbers_tile( \
      0, m, TILE_VECTORS, x, r, w, c, accumulate, out, out_stride, &ahead)
      WITH_ROWS(smaller(x->count - r, TILE_ROWS), TILE)
#undef TILE
    }
  }
}

static void multiply_f16(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += NARROW_COLUMNS) {
    for (size_t r = 0; r < x->count; r += NARROW_ROWS) {
#define TILE(m) \
  multiply_numbers_tile( \
      1, m < NARROW_ROWS ? m : NARROW_ROWS, NARROW_VECTORS, x, r, w, c, accumulate, out, \
      out_stride, NULL)
      WITH_NARROW_ROWS(smaller(x->count - r, NARROW_ROWS), TILE)
#undef TILE
    }
  }
}

INLINE void multiply_words_tile(
    const int quads, const int rows, const int vectors, const trefoil_rows *x, size_t row,
    const trefoil_panel *w, size_t column, int accumulate, float *out, size_t out_stride,
    ahead *ahead) {
  const size_t per_word = quads ? 4 : 2;
  const size_t block_steps = TREFOIL_BLOCK / per_word;
  const size_t steps = (w->depth + per_word - 1) / per_word;
  const size_t stride = x->stride / per_word;
  const int32_t *words = (const int32_t *)x->values + row * stride;
  const float *scales = x->scales + row * x->scale_stride;
  columns from = columns_from(w->values, sizeof *words, steps, column);
  struct ahead stream = stream_ahead(&from, sizeof *words, row);
  float kept[NARROW_ROWS][TILE_COLUMNS];
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
    store(&kept[r][v * LANES], all_of(0));
  }
  if (ahead) fetch_outputs(rows, vectors, out + row * out_stride + column, out_stride);
  for (size_t block = 0, step = 0; step < steps; block++, step += block_steps) {
    word_tile tile;
    UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
      tile.sums[r][v] = quads ? load_words(w->corrections + block * TREFOIL_PANEL_COLUMNS + column
                                           + v * LANES)
                              : no_words();
    }
    multiply_words(
        &tile, quads, rows, vectors, words + step, stride, &from,
        smaller(block_steps, steps - step), ahead ? ahead : &stream);
    from.first = (const int32_t *)from.first + block_steps * from.step;
    UNROLL for (int r = 0; r < rows; r++) {
      numbers scale = all_of(scales[(size_t)r * x->scale_stride + block]);
      UNROLL for (int v = 0; v < vectors; v++) {
        float *sum = &kept[r][v * LANES];
        store(sum, times_plus(numbers_of(tile.sums[r][v]), scale, load(sum)));
      }
    }
  }
  UNROLL for (int v = 0; v < vectors; v++) {
    const size_t c = column + (size_t)v * LANES;
    numbers scale = load(w->scales + c);
    numbers start = w->bias ? load(w->bias + c) : all_of(0);
    float *place = out + row * out_stride + c;
    if (accumulate) {
      UNROLL for (int r = 0; r < rows; r++, place += out_stride) {
        store(place, times_plus(load(&kept[r][v * LANES]), scale, plus(load(place), start)));
      }
    } else {
      UNROLL for (int r = 0; r < rows; r++, place += out_stride) {
        store(place, times_plus(load(&kept[r][v * LANES]), scale, start));
      }
    }
  }
}

INLINE void multiply_few(
    const int quads, const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out,
    size_t out_stride) {
  for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += NARROW_COLUMNS) {
    for (size_t r = 0; r < x->count; r += NARROW_ROWS) {
#define TILE(m) \
  multiply_words_tile( \
      quads, m < NARROW_ROWS ? m : NARROW_ROWS, NARROW_VECTORS, x, r, w, c, accumulate, out, \
      out_stride, NULL)
      WITH_NARROW_ROWS(smaller(x->count - r, NARROW_ROWS), TILE)
#undef TILE
    }
  }
}

INLINE void multiply_many(
    const int quads, const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out,
    size_t out_stride) {
  const size_t tiles = (x->count + TILE_ROWS - 1) / TILE_ROWS;
  const size_t turns = TREFOIL_PANEL_COLUMNS / TILE_COLUMNS;
  const size_t steps = (w->depth + 3) / (quads ? 4 : 2);
  for (size_t r = 0; r < x->count; r += TILE_ROWS) {
    ahead ahead = share_of(w, r / TILE_ROWS, tiles, steps * turns);
    for (size_t c = 0; c < TREFOIL_PANEL_COLUMNS; c += TILE_COLUMNS) {
#define TILE(m) \
  multiply_words_tile( \
      quads, m, TILE_VECTORS, x, r, w, c, accumulate, out, out_stride, &ahead)
      WITH_ROWS(smaller(x->count - r, TILE_ROWS), TILE)
#undef TILE
    }
  }
}

static void multiply_i16(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  if (x->count <= FEW_ROWS) multiply_few(0, x, w, accumulate, out, out_stride);
  else multiply_many(0, x, w, accumulate, out, out_stride);
}

static void multiply_i8(
    const trefoil_rows *x, const trefoil_panel *w, int accumulate, float *out, size_t out_stride) {
  if (x->count <= FEW_ROWS) multiply_few(1, x, w, accumulate, out, out_stride);
  else multiply_many(1, x, w, accumulate, out, out_stride);
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

INLINE integers quantized(const int bytes, numbers v, numbers by) {
  integers words = nearest_words(times(v, by));
  return bytes ? plus_words(words, all_words(TREFOIL_OFFSET_I8)) : words;
}

INLINE void store_quantized(const int bytes, void *to, size_t i, integers words) {
  if (bytes) store_u8((uint8_t *)to + i, words);
  else store_i16((int16_t *)to + i, words);
}

// The largest magnitude so far, as the bits of numbers: they order as the numbers do, and those of
// infinities and NaNs come last.
INLINE integers larger_bits(integers largest, numbers v) {
  return larger_words(largest, both(bits_of(v), all_words(0x7fffffff)));
}

// What numbers are multiplied by to become integers, and what those are worth: a NaN if a number is
// not finite.
INLINE float scale_of(integers largest, float limit, numbers *by) {
  const uint32_t bits = largest_word(largest);
  float top;
  memcpy(&top, &bits, sizeof top);
  const int finite = bits < 0x7f800000;
  *by = all_of(finite && top > TREFOIL_LEAST ? limit / top : 0);
  return finite ? top / limit : NAN;
}

// Writes numbers / scale as integers and returns the scale; whole vectors of them, which stay in
// registers.
INLINE float quantize_vectors(
    const int bytes, const int vectors, const float *x, const float *factors, float limit,
    void *to) {
  numbers v[TREFOIL_BLOCK / LANES];
  integers largest = no_words();
  UNROLL for (int i = 0; i < vectors; i++) {
    v[i] = load(x + i * LANES);
    if (factors) v[i] = times(v[i], load(factors + i * LANES));
    largest = larger_bits(largest, v[i]);
  }
  numbers by;
  const float scale = scale_of(largest, limit, &by);
  UNROLL for (int i = 0; i < vectors; i++) {
    store_quantized(bytes, to, (size_t)i * LANES, quantized(bytes, v[i], by));
  }
  return scale;
}

// The same for any count; behind the last number zeros fill up its word.
INLINE float quantize(
    const int bytes, const float *x, const float *factors, size_t n, float limit, void *to) {
  if (n == TREFOIL_BLOCK) {
    return factors ? quantize_vectors(bytes, TREFOIL_BLOCK / LANES, x, factors, limit, to)
                   : quantize_vectors(bytes, TREFOIL_BLOCK / LANES, x, NULL, limit, to);
  }
  integers largest = no_words();
  for (size_t i = 0; i < n; i += LANES) {
    largest = larger_bits(largest, scaled_numbers(x, factors, i, n));
  }
  numbers by;
  const float scale = scale_of(largest, limit, &by);
  const size_t padded = (n + 3) / 4 * 4;
  for (size_t i = 0; i < n; i += LANES) {
    integers words = quantized(bytes, scaled_numbers(x, factors, i, n), by);
    if (i + LANES <= padded) {
      store_quantized(bytes, to, i, words);
    } else {
      const size_t size = bytes ? sizeof(uint8_t) : sizeof(int16_t);
      char rest[LANES * sizeof(int16_t)];
      store_quantized(bytes, rest, 0, words);
      memcpy((char *)to + i * size, rest, (padded - i) * size);
    }
  }
  return scale;
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
