#pragma once

#include <stddef.h>
#include <stdint.h>

#include "maxsim.h"
#include "scan.h"

// The integers that stand for numbers of few bits.
typedef struct levels {
  // How many there are of each sign.
  size_t count;
  // Those above zero, rising; the others are their opposites.
  uint8_t positive[8];
  // The root of the mean square of the levels that numbers of a normal distribution get.
  float spread;
  // 128 plus a code's level, by code.
  uint8_t bytes[16];
} levels;

// For 4, 2 and 1 bits.
const levels *levels_of(int bits);

// Numbers `start` to `end` of a row.
static inline void widen_row(
    int bits, const uint8_t *bytes, const uint8_t *from, size_t start, size_t end, uint8_t *to) {
  const unsigned mask = (1u << bits) - 1;
  for (size_t i = start; i < end; i++) {
    const size_t bit = i * (size_t)bits;
    to[i] = bytes[from[bit / 8] >> bit % 8 & mask];
  }
}
