#pragma once

// Late interaction's inner loop, over the words of an instruction set and the tiles of the
// products.
//
// A tile is some rows by one or two vectors of columns, whose sums stay in registers over all
// dimensions. Rows are read once and come from memory, so a tile fetches the next one's meanwhile.

#include "../products/tiles.h"
#include "../sizes.h"
#include "maxsim.h"

_Static_assert(NARROW_VECTORS == 2, "a panel's columns are taken by twos");

enum {
  COLUMNS = TREFOIL_MAXSIM_COLUMNS,
  // Dimensions of fp16 rows widened at once: 12 rows * 128 * 4 B is 6 KiB and stays in L1.
  DEPTH = 128,
  // Widened rows lie a line further apart, so that they do not share a set of the L1 cache.
  WIDE_STRIDE = DEPTH + 16,
};

// What a tile asks for while it works: the next tile's rows, each step as much as it reads itself.
// Perhaps they lie behind the last row, where nothing happens.
INLINE ahead rows_ahead(const int rows, const void *x, size_t row_bytes, const size_t step_bytes) {
  const uintptr_t next = (uintptr_t)x + (size_t)rows * row_bytes;
  return (ahead){(const char *)next, (size_t)rows * step_bytes};
}

// The columns of a panel, of which a tile takes the first.
INLINE columns panel_columns(const void *panel) { return (columns){panel, COLUMNS, 0}; }

INLINE void clear(number_tile *tile, const int rows, const int vectors) {
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
    tile->sums[r][v] = all_of(0);
  }
}

// A product that is not a number raises nothing.
INLINE void raise(const number_tile *tile, const int rows, const int vectors, float *largest) {
  UNROLL for (int v = 0; v < vectors; v++) {
    numbers best = load(largest + v * LANES);
    UNROLL for (int r = 0; r < rows; r++) best = larger(tile->sums[r][v], best);
    store(largest + v * LANES, best);
  }
}

INLINE void tile_f32(
    const int rows, const int vectors, const float *panel, size_t dimension, const float *x,
    float *largest) {
  const columns from = panel_columns(panel);
  ahead ahead = rows_ahead(rows, x, dimension * sizeof *x, sizeof *x);
  number_tile tile;
  clear(&tile, rows, vectors);
  multiply_numbers(&tile, 0, rows, vectors, x, dimension, &from, dimension, &ahead);
  raise(&tile, rows, vectors, largest);
}

// Widens numbers, and writes zeros behind them up to a whole vector.
INLINE void widen(const uint16_t *from, float *to, size_t n) {
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) store(to + i, load_halves(from + i));
  if (i < n) store(to + i, load_first_halves(from + i, n - i));
}

INLINE void tile_f16(
    const int rows, const int vectors, const float *panel, size_t dimension, const uint16_t *x,
    float *largest) {
  ahead ahead = rows_ahead(rows, x, dimension * sizeof *x, sizeof *x);
  float wide[NARROW_ROWS * WIDE_STRIDE];
  number_tile tile;
  clear(&tile, rows, vectors);
  for (size_t start = 0; start < dimension; start += DEPTH) {
    const size_t depth = at_most(dimension - start, DEPTH);
    for (int r = 0; r < rows; r++) {
      widen(x + (size_t)r * dimension + start, wide + r * WIDE_STRIDE, depth);
    }
    const columns from = panel_columns(panel + start * COLUMNS);
    multiply_numbers(&tile, 0, rows, vectors, wide, WIDE_STRIDE, &from, depth, &ahead);
  }
  raise(&tile, rows, vectors, largest);
}

INLINE void tile_i8(
    const int rows, const int vectors, const int8_t *panel, const int32_t *offsets, size_t stride,
    const uint8_t *x, const float *scales, float *largest) {
  const columns from = panel_columns(panel);
  ahead ahead = rows_ahead(rows, x, stride, 4);
  word_tile tile;
  UNROLL for (int v = 0; v < vectors; v++) {
    const integers start = minus_words(no_words(), load_words(offsets + v * LANES));
    UNROLL for (int r = 0; r < rows; r++) tile.sums[r][v] = start;
  }
  multiply_words(&tile, 1, rows, vectors, x, stride / 4, &from, stride / 4, &ahead);
  number_tile products;
  UNROLL for (int r = 0; r < rows; r++) UNROLL for (int v = 0; v < vectors; v++) {
    products.sums[r][v] = times(numbers_of(tile.sums[r][v]), all_of(scales[r]));
  }
  raise(&products, rows, vectors, largest);
}

// Runs `TILE(rows, vectors)` for as many rows, up to `most`, and vectors of columns as there are.
#define WITH_ROWS_AND_VECTORS(most, row_count, column_count) \
  if ((column_count) > LANES) { \
    WITH_ROWS(most, at_most(row_count, most), WIDE_TILE) \
  } else { \
    WITH_ROWS(most, at_most(row_count, most), SLIM_TILE) \
  }
#define WIDE_TILE(m) TILE(m, 2)
#define SLIM_TILE(m) TILE(m, 1)

// Where the part of a panel begins that holds this column; `step` is a panel column's numbers,
// `group` of them side by side.
INLINE size_t column_start(size_t column, size_t step, size_t group) {
  return column / COLUMNS * COLUMNS * step + column % COLUMNS * group;
}

static void raise_f32(
    const float *panels, size_t columns, size_t dimension, const float *rows, size_t row_count,
    float *largest) {
  for (size_t row = 0; row < row_count; row += NARROW_ROWS) {
    for (size_t column = 0; column < columns; column += NARROW_COLUMNS) {
#define TILE(m, vectors) \
  tile_f32( \
      m, vectors, panels + column_start(column, dimension, 1), dimension, rows + row * dimension, \
      largest + column)
      WITH_ROWS_AND_VECTORS(NARROW_ROWS, row_count - row, columns - column)
#undef TILE
    }
  }
}

static void raise_f16(
    const float *panels, size_t columns, size_t dimension, const uint16_t *rows, size_t row_count,
    float *largest) {
  for (size_t row = 0; row < row_count; row += NARROW_ROWS) {
    for (size_t column = 0; column < columns; column += NARROW_COLUMNS) {
#define TILE(m, vectors) \
  tile_f16( \
      m, vectors, panels + column_start(column, dimension, 1), dimension, rows + row * dimension, \
      largest + column)
      WITH_ROWS_AND_VECTORS(NARROW_ROWS, row_count - row, columns - column)
#undef TILE
    }
  }
}

static void raise_i8(
    const int8_t *panels, const int32_t *offsets, size_t columns, size_t dimension,
    const uint8_t *rows, const float *scales, size_t row_count, float *largest) {
  const size_t stride = trefoil_maxsim_row_bytes(dimension);
  for (size_t row = 0; row < row_count; row += BYTE_ROWS) {
    for (size_t column = 0; column < columns; column += NARROW_COLUMNS) {
#define TILE(m, vectors) \
  tile_i8( \
      m, vectors, panels + column_start(column, stride, 4), offsets + column, stride, \
      rows + row * stride, scales + row, largest + column)
      WITH_ROWS_AND_VECTORS(BYTE_ROWS, row_count - row, columns - column)
#undef TILE
    }
  }
}
