#pragma once

#include <string.h>

#include "../convert/half.h"

// One row at a time, where a vector of rows has no more.

static inline uint64_t word_at(const void *words, size_t index) {
  uint64_t word;
  memcpy(&word, (const char *)words + 8 * index, sizeof word);
  return word;
}

static inline uint16_t half_at(const void *halves, size_t index) {
  uint16_t half;
  memcpy(&half, (const char *)halves + 2 * index, sizeof half);
  return half;
}

// The product is a statement of its own, so that no compiler fuses it with the sum.
static inline void add_product(float *sum, float factor, uint16_t weight) {
#if defined(__clang__)
#pragma clang fp contract(off)
#endif
  float product = factor * single_of(weight);
  *sum += product;
}

static inline void add_first(
    const void *rows, const void *weights, size_t first, size_t count, float factor,
    float *scores) {
  for (size_t i = first; i < count; i++) {
    add_product(&scores[half_at(rows, i)], factor, half_at(weights, i));
  }
}

// The rows of one word, whose weights start at `place`.
static inline void add_word(
    uint64_t word, const void *weights, size_t place, float factor, float *scores) {
  for (; word != 0; word &= word - 1) {
    add_product(&scores[__builtin_ctzll(word)], factor, half_at(weights, place++));
  }
}
