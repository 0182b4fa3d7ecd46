#pragma once

// Conversions over the words of an instruction set.

#include "half.h"

static void f32_from_f16(const uint16_t *from, float *to, size_t n) {
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) store(to + i, load_halves(from + i));
  if (i < n) store_first(to + i, n - i, load_first_halves(from + i, n - i));
}

static size_t f16_from_f32(const void *from, uint16_t *to, size_t n) {
  // The bits of the largest number below 65520, from where on halves are infinite.
  const integers fits = all_words(0x477fefff);
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    const numbers x = load((const float *)from + i);
    store_halves(to + i, x);
    if (any_above(both(bits_of(x), all_words(0x7fffffff)), fits)) break;
  }
  return i + halves_of_singles((const float *)from + i, to + i, n - i);
}
