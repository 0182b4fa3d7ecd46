#pragma once

// Tiles of products, over the words of an instruction set.
//
// A tile is some rows by some vectors of columns whose sums stay in registers: 24 of 32 with
// AVX-512, 12 of 16 with AVX2. For each inner element it reads its columns once and each row's
// number once. A wide tile needs the fewest reads; a narrow one has more rows, so that a lone
// query's few rows pass a panel together and its weights come from memory in order, once.

#include "../sizes.h"
#include "products.h"

enum {
  TILE_COLUMNS = LANES * TILE_VECTORS,
  NARROW_COLUMNS = LANES * NARROW_VECTORS,
  // Up to so many rows, narrow tiles serve.
  FEW_ROWS = 2 * NARROW_ROWS,
};

// Runs `call(rows)` with the number of rows, 1 to `most`, as a constant.
#define WITH_ROWS(most, rows, call) \
  switch (rows) { \
    CASE_OF(most, 1, call) CASE_OF(most, 2, call) CASE_OF(most, 3, call) CASE_OF(most, 4, call) \
    CASE_OF(most, 5, call) CASE_OF(most, 6, call) CASE_OF(most, 7, call) CASE_OF(most, 8, call) \
    CASE_OF(most, 9, call) CASE_OF(most, 10, call) CASE_OF(most, 11, call) \
    CASE_OF(most, 12, call) \
  }
#define CASE_OF(most, m, call) \
  case m: \
    if (m <= (most)) { call(m); } \
    break;

// What to bring into the cache while a tile works, a little with each step.
typedef struct ahead {
  const char *next;
  size_t step;
} ahead;

INLINE void fetch(ahead *ahead) {
  const char *end = ahead->next + ahead->step;
  const char *line = ahead->next;
  do {
    __builtin_prefetch(line, 0, 2);
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

INLINE int32_t word_at(const void *x, size_t index) {
  int32_t word;
  memcpy(&word, (const char *)x + index * sizeof word, sizeof word);
  return word;
}

// The same with words: two 16-bit or, with `quads`, four 8-bit numbers each.
INLINE void multiply_words(
    word_tile *tile, const int quads, const int rows, const int vectors, const void *x,
    size_t stride, const columns *w, size_t steps, ahead *ahead) {
  for (size_t step = 0; step < steps; step++) {
    integers column[TILE_VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) {
      column[v] = load_words((const int32_t *)w->first + step * w->step + vector_at(w, v));
    }
    if (ahead) fetch(ahead);
    UNROLL for (int r = 0; r < rows; r++) {
      integers word = all_words(word_at(x, (size_t)r * stride + step));
      UNROLL for (int v = 0; v < vectors; v++) {
        tile->sums[r][v] = quads ? dot_quads(tile->sums[r][v], word, column[v])
                                 : dot_pairs(tile->sums[r][v], word, column[v]);
      }
    }
  }
}
