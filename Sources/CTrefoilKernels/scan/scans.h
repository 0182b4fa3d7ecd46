#pragma once

// Scans of codes, over the words of an instruction set.

#include "../sizes.h"
#include "bytes.h"
#include "levels.h"
#include "scan.h"

enum {
  ROWS = TREFOIL_SCAN_BLOCK,
  // Rows of dense codes that share the query's numbers in registers.
  SIDE = 4,
  AHEAD = 2048,
  // Bytes of each row's signs whose tables' numbers sum up to 16 bits: 2 * 128 * 255 < 2^16.
  SIGN_BYTES = 128,
};

INLINE void add_codes(
    const int rows, const int16_t *query, float factor, size_t stride, const int8_t *codes,
    const void *scales, float *scores) {
  integers sums[SIDE];
  UNROLL for (int r = 0; r < rows; r++) sums[r] = no_words();
  for (size_t k = 0; k < stride; k += 2 * LANES) {
    const integers numbers = load_words(query + k);
    __builtin_prefetch(codes + AHEAD + k * (size_t)rows, 0, 2);
    UNROLL for (int r = 0; r < rows; r++) {
      sums[r] = dot_pairs(sums[r], load_wide_bytes(codes + (size_t)r * stride + k), numbers);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    const float scaled = (float)sum_of_words(sums[r]) * float_at(scales, (size_t)r);
    scores[r] = scaled * factor;
  }
}

static void score_i8(
    const int16_t *query, float factor, size_t stride, const void *codes, const void *scales,
    size_t rows, float *scores) {
  const int8_t *from = codes;
  size_t row = 0;
  for (; row + SIDE <= rows; row += SIDE) {
    add_codes(
        SIDE, query, factor, stride, from + row * stride, number_place(scales, row), scores + row);
  }
  for (; row < rows; row++) {
    add_codes(
        1, query, factor, stride, from + row * stride, number_place(scales, row), scores + row);
  }
}

// sums[r] += what the tables say for `count` bytes of each row's signs.
INLINE void add_signs(const uint8_t *tables, const uint8_t *signs, size_t count, uint32_t *sums) {
  enum { BYTES = sizeof(integers), VECTORS = ROWS / BYTES };
  const integers low = all_words(0x0f0f0f0f);
  // A vector of bytes is added as pairs, and once more without each pair's lower byte: the latter
  // are the sums of the upper bytes, and tell what these have added to the former.
  integers pairs[VECTORS], uppers[VECTORS];
  UNROLL for (int v = 0; v < VECTORS; v++) pairs[v] = uppers[v] = no_words();
  for (size_t i = 0; i < count; i++) {
    const integers first = load_table(tables + i * 32), second = load_table(tables + i * 32 + 16);
    UNROLL for (int v = 0; v < VECTORS; v++) {
      const integers codes = load_words(signs + i * ROWS + v * BYTES);
      const integers a = bytes_of(first, both(codes, low));
      const integers b = bytes_of(second, both(RIGHT_PAIRS(codes, 4), low));
      pairs[v] = plus_pairs(plus_pairs(pairs[v], a), b);
      uppers[v] = plus_pairs(plus_pairs(uppers[v], RIGHT_PAIRS(a, 8)), RIGHT_PAIRS(b, 8));
    }
  }
  uint16_t narrow[ROWS];
  UNROLL for (int v = 0; v < VECTORS; v++) {
    const integers lowers = minus_pairs(pairs[v], LEFT_PAIRS(uppers[v], 8));
    store_in_turn(narrow + v * BYTES, lowers, uppers[v]);
  }
  UNROLL for (int r = 0; r < ROWS; r += LANES) {
    store_words(sums + r, plus_words(load_words(sums + r), load_wide_pairs(narrow + r)));
  }
}

static void score_signs(
    const trefoil_prepared_signs *query, const void *blocks, size_t count, float *scores) {
  const size_t row_bytes = query->row_bytes;
  for (size_t block = 0; block < count; block++) {
    const uint8_t *signs = (const uint8_t *)blocks + block * ROWS * (row_bytes + 2 * sizeof(float));
    uint32_t sums[ROWS] = {0};
    for (size_t start = 0; start < row_bytes; start += SIGN_BYTES) {
      add_signs(
          query->tables + start * 32, signs + start * ROWS, at_most(row_bytes - start, SIGN_BYTES),
          sums);
    }
    const float *factors = (const float *)(const void *)(signs + ROWS * row_bytes);
    UNROLL for (int r = 0; r < ROWS; r += LANES) {
      numbers score = times(numbers_of(load_words(sums + r)), all_of(query->step));
      score = times(plus(score, all_of(query->shift)), load(factors + r));
      score = plus(score, load(factors + ROWS + r));
      store(scores + block * ROWS + (size_t)r, plus(score, all_of(query->base)));
    }
  }
}

// A bit for each of 64 scores, or of the first `count`, that is finite and not below `least`.
INLINE uint64_t wanted(const float *scores, size_t count, float least) {
  uint64_t bits = 0;
  for (size_t r = 0; r < at_most(count, 64); r += LANES) {
    const numbers score = load_first(scores + r, count - r);
    const uint64_t lanes =
        lanes_at_least(score, all_of(least)) & lanes_below(score, all_of(INFINITY));
    bits |= lanes << r;
  }
  return count < 64 ? bits & ((UINT64_C(1) << count) - 1) : bits;
}

static size_t find(
    const float *scores, const uint64_t *allowed, size_t count, float least,
    uint32_t *positions) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += 64) {
    uint64_t bits = wanted(scores + start, count - start, least);
    if (allowed) bits &= allowed[start / 64];
    for (; bits; bits &= bits - 1) {
      positions[found++] = (uint32_t)(start + (size_t)__builtin_ctzll(bits));
    }
  }
  return found;
}

// Numbers 4 * LANES at a time: a byte's levels are spread over the bytes of a wider number, by
// shifts, and then looked up.
INLINE size_t widen_vectors(
    const int bits, integers table, const uint8_t *from, size_t count, uint8_t *to) {
  size_t i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES) {
    integers levels;
    if (bits == 4) {
      levels = load_bytes_as_pairs(from + i / 2);
      levels = both(either(levels, LEFT_PAIRS(levels, 4)), all_words(0x0f0f0f0f));
    } else if (bits == 2) {
      levels = load_bytes_as_words(from + i / 4);
      levels = either(levels, LEFT(levels, 6));
      levels = both(either(levels, LEFT(levels, 12)), all_words(0x03030303));
    } else {
      levels = both(load_nibbles_as_words(from + i / 8), all_words(0x0f));
      levels = either(levels, LEFT(levels, 7));
      levels = both(either(levels, LEFT(levels, 14)), all_words(0x01010101));
    }
    store_words(to + i, bytes_of(table, levels));
  }
  return i;
}

static void widen_levels(
    int bits, const void *rows, size_t row_count, size_t dimension, uint8_t *to) {
  const size_t stride = trefoil_maxsim_row_bytes(dimension);
  const size_t row_bytes = trefoil_levels_row_bytes(bits, dimension);
  const uint8_t *bytes = levels_of(bits)->bytes;
  const integers table = load_table(bytes);
  for (size_t row = 0; row < row_count; row++) {
    const uint8_t *from = (const uint8_t *)rows + row * row_bytes;
    uint8_t *place = to + row * stride;
    const size_t done = bits == 4   ? widen_vectors(4, table, from, stride, place)
                        : bits == 2 ? widen_vectors(2, table, from, stride, place)
                                    : widen_vectors(1, table, from, stride, place);
    widen_row(bits, bytes, from, done, stride, place);
  }
}
