#pragma once

// The products of rows and panels, over the tiles.

#include "tiles.h"

// A tile's share of the fetching, spread over its steps.
INLINE ahead share_of(const trefoil_panel *w, size_t tile, size_t tiles, size_t steps) {
  // Without anything to come, what is there is asked for again.
  if (w->next_bytes == 0) return (ahead){(const char *)w->values, 0};
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
      WITH_ROWS(TILE_ROWS, at_most(x->count - r, TILE_ROWS), TILE)
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
      1, m, NARROW_VECTORS, x, r, w, c, accumulate, out, \
      out_stride, NULL)
      WITH_ROWS(NARROW_ROWS, at_most(x->count - r, NARROW_ROWS), TILE)
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
        at_most(block_steps, steps - step), ahead ? ahead : &stream);
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
      quads, m, NARROW_VECTORS, x, r, w, c, accumulate, out, \
      out_stride, NULL)
      WITH_ROWS(NARROW_ROWS, at_most(x->count - r, NARROW_ROWS), TILE)
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
      WITH_ROWS(TILE_ROWS, at_most(x->count - r, TILE_ROWS), TILE)
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
