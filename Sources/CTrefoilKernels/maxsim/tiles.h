#pragma once

#include "../sizes.h"
#include "../tables.h"

// Entries of avx512 that avx512vnni shares.
void trefoil_maxsim_raise_f32_avx512(
    const float *panels, size_t columns, size_t dimension, const float *rows, size_t row_count,
    float *largest);
void trefoil_maxsim_raise_f16_avx512(
    const float *panels, size_t columns, size_t dimension, const uint16_t *rows, size_t row_count,
    float *largest);

// What the vector kernels share. A tile is some passage rows by one or two registers of query
// columns: its sums stay in registers over all dimensions, which asks for row and register counts
// that the compiler knows, so every count has a copy of its own.

#define TILE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")

#define TILE_OF(rows, tile, registers, ...) \
  case rows: \
    if ((registers) == 2) tile(rows, 2, __VA_ARGS__); \
    else tile(rows, 1, __VA_ARGS__); \
    break;

#define TILES_4(...) \
  TILE_OF(1, __VA_ARGS__) TILE_OF(2, __VA_ARGS__) TILE_OF(3, __VA_ARGS__) TILE_OF(4, __VA_ARGS__)
#define TILES_6(...) TILES_4(__VA_ARGS__) TILE_OF(5, __VA_ARGS__) TILE_OF(6, __VA_ARGS__)
#define TILES_12(...) \
  TILES_6(__VA_ARGS__) TILE_OF(7, __VA_ARGS__) TILE_OF(8, __VA_ARGS__) TILE_OF(9, __VA_ARGS__) \
  TILE_OF(10, __VA_ARGS__) TILE_OF(11, __VA_ARGS__) TILE_OF(12, __VA_ARGS__)

// Calls tile(rows, registers, ...) with constants, for up to as many rows as `tiles` says.
#define WITH_CONSTANTS(tiles, rows, tile, registers, ...) \
  switch (rows) { tiles(tile, registers, __VA_ARGS__) }

// Rows are read once and come from memory: asks for the line that lies `distance` bytes ahead,
// perhaps behind the last row, where nothing happens.
TILE void prefetch(const void *from, size_t distance) {
  __builtin_prefetch((const void *)((uintptr_t)from + distance), 0, 2);
}
